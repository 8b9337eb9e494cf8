/** One followed room: gives each event once and in order, whatever comes twice, late or not at all. No I/O. */
import type { Range, ServerEvent, ServerFollowed, ServerRejected } from "../api/generated/live.ts";
import type { Tell } from "./effects.ts";

const HELD = 5000; // events that wait for what is fetched; who has more follows again instead
const WORTH = 1000; // events: who lacks more begins anew instead of reading them all

type Phase = "idle" | "asked" | "live" | "filling" | "over";

export class Feed {
  readonly room: string;
  seq: number;
  phase: Phase = "idle";
  #gap: Range | null = null;
  #hidden: Range | null = null;
  #held: ServerEvent[] = [];
  #ticket = 0;
  #thenFollow = false;
  /** What the answer to the last follow will carry; another is to one before. */
  #asked: string | number | null = null;
  #after = 0;
  readonly #tell: Tell;
  readonly #follow: () => number;
  readonly #next: () => number;

  /** `follow` says the follow from `seq` on, and gives its id; `next` gives a ticket that nobody had. */
  constructor(room: string, seq: number, tell: Tell, follow: () => number, next: () => number) {
    this.room = room;
    this.seq = seq;
    this.#tell = tell;
    this.#follow = follow;
    this.#next = next;
  }

  /** The connection is gone. */
  lost(): void {
    if (this.phase !== "over") this.#reset("idle");
  }

  /** Nothing more is wanted, or to be had. */
  end(): void {
    this.#reset("over");
  }

  /** Ask for everything since `seq`, again. */
  ask(): void {
    this.#reset("asked");
    this.#after = this.seq;
    this.#asked = this.#follow();
  }

  /** It is in a `resume`, which is answered without an id. */
  resumed(): void {
    this.#reset("asked");
    this.#after = this.seq;
    this.#asked = null;
  }

  followed({ gap, hidden, head, id }: ServerFollowed): void {
    if (this.phase !== "asked" || id !== this.#asked) return;
    const again = gap !== null && gap.from <= this.#after; // nothing held can be relied on
    if (again || head < this.#after || (gap && gap.to - gap.from >= WORTH)) {
      this.#anew();
      return;
    }
    this.#reset("live");
    [this.#gap, this.#hidden] = [gap, hidden];
    this.#tell({ do: "deliver", action: { kind: "followed", room: this.room } });
    this.#skip();
  }

  /** Whether it is this follow that has ended, before or after it was answered. */
  rejected({ id }: ServerRejected): boolean {
    if (this.phase === "idle" || this.phase === "over" || (id ?? null) !== this.#asked) return false;
    this.#reset("idle");
    return true;
  }

  event(frame: ServerEvent): void {
    if (frame.seq <= this.seq || this.phase === "idle" || this.phase === "over") return;
    if (this.phase === "filling") this.#hold(frame);
    else if (frame.seq === this.seq + 1) {
      this.#take(frame);
      this.#skip();
    } else if (this.phase === "live") this.ask(); // something was lost
  }

  /** What a `ping` says of the room's head. */
  head(head: number): void {
    if (this.phase === "live" && head > this.seq) this.ask();
  }

  lagging(head: number): void {
    if (this.phase !== "live" && this.phase !== "filling") return; // of a follow before
    this.#reset("filling");
    if (head - this.seq >= WORTH) this.#anew();
    else if (head <= this.seq) this.ask();
    else {
      this.#gap = { from: this.seq + 1, to: head };
      this.#thenFollow = true;
      this.#fetch();
    }
  }

  /** A page of the log came; `more` where it is not the last. */
  fetched(ticket: number, events: readonly ServerEvent[], more: boolean): void {
    const gap = this.#gap;
    if (ticket !== this.#ticket || this.phase !== "filling" || !gap) return;
    for (const event of events) {
      if (event.seq > gap.to) break;
      if (event.seq <= this.seq) continue;
      if (event.seq > this.seq + 1) this.#pass(event.seq - 1); // left out of the page: not to be seen
      this.#take(event);
    }
    if (more && (events.at(-1)?.seq ?? gap.to) < gap.to) {
      this.#fetch();
      return;
    }
    if (this.seq < gap.to) this.#pass(gap.to);
    if (this.#thenFollow) this.ask();
    else this.#filled();
  }

  #filled(): void {
    const held = this.#held;
    this.#gap = null;
    this.#held = [];
    this.phase = "live";
    this.#skip();
    for (const event of held) this.event(event);
  }

  #skip(): void {
    const next = this.seq + 1;
    if (this.#gap && this.#gap.from <= next && next <= this.#gap.to) {
      this.phase = "filling";
      this.#fetch();
    } else if (this.#hidden && this.#hidden.from <= next && next <= this.#hidden.to) {
      this.#pass(this.#hidden.to);
      this.#skip();
    }
  }

  #hold(frame: ServerEvent): void {
    this.#held.push(frame);
    if (this.#held.length <= HELD) return;
    this.#held = [];
    this.#thenFollow = true;
  }

  #take(frame: ServerEvent): void {
    this.seq = frame.seq;
    this.#tell({ do: "deliver", action: { kind: "event", frame } });
  }

  #pass(to: number): void {
    this.seq = to;
    this.#tell({ do: "deliver", action: { kind: "hidden", room: this.room, to } });
  }

  #fetch(): void {
    this.#ticket = this.#next();
    this.#tell({ do: "fetch", room: this.room, after: this.seq, ticket: this.#ticket });
  }

  #anew(): void {
    this.end();
    this.#tell({ do: "anew", room: this.room });
  }

  #reset(phase: Phase): void {
    this.phase = phase;
    [this.#gap, this.#hidden, this.#held, this.#ticket, this.#thenFollow] = [null, null, [], 0, false];
  }
}
