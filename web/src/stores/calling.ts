/** Calls who looks elsewhere: a notification for each room in which something was said that they want to be told of. */
import { isOver, type Call } from "../model/calls.ts";
import type { State } from "../model/index.ts";
import type { Called } from "../worker/messages.ts";

const TOGETHER = 700; // what comes within this is one call, and who sits there has read it by then
const AGAIN = 10_000; // a call that comes later makes itself heard anew

/** What a notification says. */
export interface Text {
  title: string;
  body: string;
}

/** What is there of the browser: so that it can be told apart from what is decided here. */
export interface Desk {
  /** Under a name that the account's other tabs have, too; one at a time. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Whether a name is held in some tab. */
  held(name: string): Promise<boolean>;
  /** Hold a name from now on; returns what ends it. */
  hold(name: string): () => void;
  texts: Pick<Storage, "getItem" | "setItem">;
  shown(): Promise<{ data: Called; close(): void }[]>;
  show(text: Text, tag: string, again: boolean, called: Called): Promise<void>;
}

/** The last call into a room. */
interface Last {
  epoch: string;
  seq: number;
  at: number;
}

interface Parts {
  account: string;
  state: () => State;
  /** What is wanted of what came between two states; nothing where the browser shows nothing. */
  calls: (before: State, now: State) => Call[];
  /** What to say of a call, `count` messages with those that were told of before and not looked at. */
  text: (call: Call, count: number) => Promise<Text>;
  desk: Desk;
}

export class Calling {
  readonly #parts: Parts;
  #before: State;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sees: { room: string; end: () => void } | null = null;
  #over = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#before = parts.state();
  }

  /** Something changed; said as often as you like. */
  stir(): void {
    if (!this.#over) this.#timer ??= setTimeout(() => void this.#look(), TOGETHER);
  }

  /** The room that somebody sits before, in this tab: nobody need be called into it. */
  sees(room: string | null): void {
    if (this.#sees?.room === room) return;
    this.#sees?.end();
    this.#sees = room === null ? null : { room, end: this.#parts.desk.hold(this.#seen(room)) };
  }

  /** Nobody is signed in any more: what was told is taken back. */
  stop(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.sees(null);
    void this.#close(() => true);
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    const [before, now] = [this.#before, this.#parts.state()];
    this.#before = now;
    if (now.loaded) await this.#close((call) => isOver(now, call));
    for (const call of this.#parts.calls(before, now)) await this.#call(call);
  }

  async #close(over: (call: Called) => boolean): Promise<void> {
    for (const one of await this.#parts.desk.shown()) if (over(one.data)) one.close();
  }

  async #call(call: Call): Promise<void> {
    const { account, desk } = this.#parts;
    if (await desk.held(this.#seen(call.room.id))) return;
    await desk.alone(`parley.calls.${account}`, () => this.#tell(call));
  }

  /** Once, whichever of the tabs comes first. */
  async #tell(call: Call): Promise<void> {
    const { account, desk, state, text } = this.#parts;
    const { id, position } = call.room;
    const seq = call.messages.at(-1)?.seq ?? 0;
    const epoch = position.split(".")[0] ?? "";
    const place = `parley.called.${account}.${id}`;
    const last = JSON.parse(desk.texts.getItem(place) ?? "{}") as Partial<Last>;
    const known = last.epoch === epoch && (last.seq ?? 0) >= seq;
    if (known || this.#over || (state().rooms.get(id)?.reading.upTo ?? 0) >= seq) return;
    const at = Date.now();
    desk.texts.setItem(place, JSON.stringify({ epoch, seq, at } satisfies Last));
    const earlier = (await desk.shown()).map((one) => one.data).find((one) => one.room === id);
    const messages = [...(earlier?.messages ?? []), ...call.messages.map(idOf)];
    const path = earlier?.path ?? `/rooms/${id}?at=${String(call.messages[0]?.seq ?? seq)}`;
    const again = at - (last.at ?? 0) > AGAIN;
    const said = await text(call, messages.length);
    if (!this.#over) await desk.show(said, id, again, { path, room: id, seq, messages });
  }

  #seen(room: string): string {
    return `parley.sees.${this.#parts.account}.${room}`;
  }
}

function idOf({ id, author }: Call["messages"][number]): [string, string] {
  return [id, author];
}
