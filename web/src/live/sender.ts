/**
 * Sends what waits in the outbox: over the live connection where there is one, else over HTTP, always with the same id.
 * What became of a command that was not answered is not guessed: it is sent again.
 */
import type { ClientFrame, ServerAccepted, ServerRejected } from "../api/generated/live.ts";
import { Problem } from "../api/problem.ts";
import * as outbox from "../model/outbox.ts";
import type { Deed, Entry } from "../model/outbox.ts";
import { backOff } from "./backoff.ts";
import type { Connection } from "./connection.ts";
import type { Http } from "./http.ts";
import type { OutboxStorage } from "./outbox_storage.ts";
import type { Store } from "./store.ts";

const AT_ONCE = 8;
const PATIENCE = 15_000; // for an answer

interface Attempt {
  byConnection: boolean;
  late: ReturnType<typeof setTimeout>;
}

export class Sender {
  readonly #store: Store;
  readonly #http: Http;
  readonly #connection: Pick<Connection, "ready">;
  readonly #say: (frame: ClientFrame) => void;
  readonly #storage: OutboxStorage;
  readonly #chance: () => number;
  /** What is under way, by id: of an earlier attempt only the good answer counts. */
  readonly #attempts = new Map<string, Attempt>();
  #stored = new Map<string, Entry>();
  #saved: outbox.Outbox = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #unlisten: () => void;
  #stopped = false;

  constructor(parts: {
    store: Store;
    http: Http;
    connection: Pick<Connection, "ready">;
    say: (frame: ClientFrame) => void;
    storage: OutboxStorage;
    chance: () => number;
  }) {
    this.#store = parts.store;
    this.#http = parts.http;
    this.#connection = parts.connection;
    this.#say = parts.say;
    this.#storage = parts.storage;
    this.#chance = parts.chance;
    this.#unlisten = this.#store.listen(() => {
      this.#save();
    });
    this.#storage.onLeft(() => this.adopt(outbox.undoable));
  }

  /** What was left over from before a reload, or by a tab that is gone: nobody knows what became of it. */
  async adopt(only?: (entry: Entry) => boolean): Promise<void> {
    const left = await this.#storage.adopt(only);
    if (this.#stopped) return;
    const known = left.map((one) => (one.state === "sending" ? { ...one, state: "waiting" as const } : one));
    this.#store.put(known.reduce(outbox.add, this.#store.outbox));
    const there = new Set(this.#store.outbox.map((one) => one.id));
    for (const { id } of left) if (!there.has(id)) this.#storage.forget(id); // it was settled meanwhile
    this.pump();
  }

  add(entry: Entry): void {
    this.#store.put(outbox.add(this.#store.outbox, entry));
    this.pump();
  }

  change(to: outbox.Outbox): void {
    this.#store.put(to);
    this.pump();
  }

  /** Send what is due, and wake up for what will be. */
  pump(): void {
    if (this.#stopped) return;
    const now = Date.now();
    this.#store.put(outbox.timely(this.#store.outbox, now));
    for (const entry of outbox.due(this.#store.outbox, now, AT_ONCE)) this.#send(entry);
    const next = outbox.nextDue(this.#store.outbox, now);
    clearTimeout(this.#timer);
    if (next !== null) {
      this.#timer = setTimeout(() => {
        this.pump();
      }, next - now);
    }
  }

  /** There is reason to believe that it works now. */
  hasten(): void {
    this.change(outbox.hastened(this.#store.outbox, Date.now()));
  }

  answered(frame: ServerAccepted | ServerRejected): void {
    const id = String(frame.id);
    if (frame.frame === "accepted") this.#accepted(id, frame.seq);
    else this.#refused(id, new Problem(frame.problem));
  }

  /** The connection is gone, and with it the answers to what was sent on it. */
  lost(): void {
    this.#giveUp((attempt) => attempt.byConnection);
    this.pump();
  }

  /** The connection is there: what is still under way beside it may never arrive. */
  live(): void {
    this.#giveUp((attempt) => !attempt.byConnection);
    this.hasten();
  }

  /** The page may be gone any moment: what can be taken back is done now, by requests that outlive it. */
  hurry(): void {
    const held = new Set(this.#store.outbox.filter(outbox.undoable).map((one) => one.id));
    this.#store.put(outbox.hurried(this.#store.outbox));
    const due = outbox.due(this.#store.outbox, Date.now(), Infinity);
    for (const entry of due) if (held.has(entry.id)) this.#send(entry, true);
    this.pump();
  }

  /** For good: what an answer that is still to come would have done is left to who adopts what is stored. */
  stop(): void {
    this.#stopped = true;
    this.#unlisten();
    clearTimeout(this.#timer);
    for (const { late } of this.#attempts.values()) clearTimeout(late);
    this.#attempts.clear();
    this.#storage.release();
  }

  #send(entry: Entry, outlives = false): void {
    this.#store.put(outbox.sending(this.#store.outbox, entry.id));
    const late = setTimeout(() => {
      this.#again(entry.id, 0);
      this.pump();
    }, PATIENCE);
    const attempt = { byConnection: this.#connection.ready && !outlives, late };
    this.#attempts.set(entry.id, attempt);
    if (attempt.byConnection) this.#say(framed(entry));
    else void this.#ask(entry, attempt, outlives);
  }

  async #ask(entry: Entry, attempt: Attempt, outlives: boolean): Promise<void> {
    try {
      this.#accepted(entry.id, await this.#http.command(entry, outlives));
    } catch (error) {
      if (this.#attempts.get(entry.id) === attempt) this.#refused(entry.id, error);
    }
  }

  #giveUp(which: (attempt: Attempt) => boolean): void {
    for (const [id, attempt] of [...this.#attempts]) if (which(attempt)) this.#again(id, 0);
  }

  #accepted(id: string, seq: number): void {
    if (this.#stopped) return;
    this.#heard(id);
    this.#store.put(outbox.accepted(this.#store.outbox, id, seq));
    this.pump();
  }

  #refused(id: string, error: unknown): void {
    if (this.#stopped) return;
    this.#heard(id);
    const signsOut = error instanceof Problem && error.status === 401; // says nothing of the message, which waits
    if (error instanceof Problem && !error.passes && !signsOut) {
      this.#store.put(outbox.refused(this.#store.outbox, id, error.document));
    } else this.#again(id, error instanceof Problem ? error.wait : 0);
    this.pump();
  }

  #again(id: string, atLeast: number): void {
    this.#heard(id);
    const tries = this.#store.outbox.find((one) => one.id === id)?.tries ?? 1;
    const pause = tries <= 1 && atLeast === 0 && this.#connection.ready ? 0 : backOff(tries, this.#chance());
    this.#store.put(outbox.again(this.#store.outbox, id, Date.now() + Math.max(atLeast, pause)));
  }

  #heard(id: string): void {
    clearTimeout(this.#attempts.get(id)?.late);
    this.#attempts.delete(id);
  }

  #save(): void {
    if (this.#saved === this.#store.outbox) return;
    this.#saved = this.#store.outbox;
    const now = new Map(this.#store.outbox.map((entry) => [entry.id, entry]));
    for (const id of this.#stored.keys()) if (!now.has(id)) this.#storage.forget(id);
    for (const [id, entry] of now) if (this.#stored.get(id) !== entry) this.#storage.keep(entry);
    this.#stored = now;
  }
}

export function framed({ id, room, deed }: Entry): ClientFrame {
  const command = { frame: "command" as const, id, command_id: id, room };
  const made = dataOf(deed);
  return { ...command, ...made } as ClientFrame;
}

function dataOf(deed: Deed): object {
  switch (deed.type) {
    case "send_message":
      return { type: deed.type, data: { body: deed.body, reply_to: deed.replyTo } };
    case "edit_message":
      return { type: deed.type, data: { message_id: deed.messageId, body: deed.body } };
    case "delete_message":
      return { type: deed.type, data: { message_id: deed.messageId } };
  }
}
