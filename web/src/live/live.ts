/** The live client: one state and outbox, kept true by a connection, by questions over HTTP and by what is sent. */
import { asker, type Transport } from "../api/asker.ts";
import type { ClientFrame } from "../api/generated/live.ts";
import { uuid7 } from "../model/ids.ts";
import * as outbox from "../model/outbox.ts";
import { Connection } from "./connection.ts";
import { Doubts } from "./doubts.ts";
import type { Effect } from "./effects.ts";
import { Http } from "./http.ts";
import { Loader } from "./loader.ts";
import { Marker } from "./marker.ts";
import { NOWHERE, type OutboxStorage } from "./outbox_storage.ts";
import { Rooms } from "./rooms.ts";
import { Sender } from "./sender.ts";
import { Socket } from "./socket.ts";
import { Store, type Seen, type Soon } from "./store.ts";

export interface Parts {
  /** `wss://…/v1/live`. */
  url: string;
  me: string;
  /** As who is signed in. */
  carry: Transport;
  /** An access token, `fresh` where the last one will not do; null where one must sign in. `expiresIn` in milliseconds. */
  token: (fresh: boolean) => Promise<{ token: string; expiresIn: number } | null>;
  storage?: OutboxStorage;
  /** When to tell of what comes in numbers, such as with the next frame that is drawn; at once where none is given. */
  soon?: Soon;
}

/** While a deletion can be taken back. */
export const UNDO_MS = 6000;
const TYPING = 3000;

export class Live {
  readonly store: Store;
  readonly load: Loader;
  readonly #connection: Connection;
  readonly #socket: Socket;
  readonly #sender: Sender;
  readonly #marker: Marker;
  readonly #rooms: Rooms;
  readonly #doubts: Doubts;
  readonly #parts: Parts;
  readonly #now = () => performance.now();
  readonly #reading = new Set<() => string | null>();
  #typed = new Map<string, number>();
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.store = new Store((run) => {
      (parts.soon ?? ((now) => now()))(() => {
        this.#readAll();
        run();
      });
    });
    const ask = asker((address, request) => {
      if (this.#stopped) throw new Error("Nothing is asked any more.");
      return parts.carry(address, request);
    });
    const http = new Http(ask);
    this.#connection = new Connection((effect) => {
      this.#do(effect);
    }, Math.random);
    this.#socket = new Socket(parts.url, this.#connection, this.#now);
    this.load = new Loader(this.store, http);
    const say = (frame: ClientFrame) => {
      this.#socket.say(frame);
    };
    const shared = { store: this.store, http, connection: this.#connection, say };
    this.#sender = new Sender({ ...shared, storage: parts.storage ?? NOWHERE, chance: Math.random });
    this.#marker = new Marker(shared);
    const wake = () => {
      this.#socket.alarm();
    };
    this.#rooms = new Rooms({ store: this.store, load: this.load, http, feeds: this.#connection.feeds, wake });
    this.#doubts = new Doubts({
      store: this.store,
      before: () => this.#marker.flush(), // what is counted there has my marks
      check: (room) => this.#rooms.check(room),
    });
  }

  /** Told after every change; returns what ends it. */
  listen(listener: (seen: Seen) => void): () => void {
    return this.store.listen(listener);
  }

  start(): void {
    this.store.tell({ kind: "signed_in", me: this.#parts.me });
    this.#connection.start();
    this.#socket.alarm();
    void this.#sender.adopt();
  }

  /** For good: another one is made after signing in again. */
  stop(): void {
    this.#stopped = true;
    this.#reading.clear();
    this.#connection.stop();
    this.#socket.alarm();
    this.#sender.stop();
    this.#rooms.stop();
    this.#doubts.stop();
    this.#marker.stop();
    this.store.end();
  }

  /** Look at a room: it is followed, its last messages and members are there soon. Null looks at none. */
  open(room: string | null): Promise<boolean> {
    return this.#rooms.open(room);
  }

  /** A room that I am in since now, by what happened at a position, or that is to be read by a visitor: follow it. */
  enter(room: string, since?: string): Promise<boolean> {
    return this.#rooms.enter(room, since);
  }

  send(room: string, body: string, replyTo: string | null = null): string {
    return this.#done(room, { type: "send_message", body, replyTo });
  }

  edit(room: string, messageId: string, body: string): string {
    return this.#done(room, { type: "edit_message", messageId, body });
  }

  /** Let go of all but about so many messages around a seq. */
  trim(room: string, around: number, keep: number): void {
    this.store.tell({ kind: "trim", room, around, keep });
  }

  /** It is gone at once for me, and for the others when it cannot be undone any more. */
  remove(room: string, messageId: string, undoFor = UNDO_MS): string {
    return this.#done(room, { type: "delete_message", messageId }, undoFor);
  }

  /** Whether it was in time. */
  undo(id: string): boolean {
    const left = outbox.undo(this.store.outbox, id);
    const undone = left !== this.store.outbox;
    this.#sender.change(left);
    return undone;
  }

  retry(id: string): void {
    this.#sender.change(outbox.retry(this.store.outbox, id, Date.now()));
  }

  /** Give up what was refused, or not sent yet. */
  discard(id: string): void {
    this.#sender.change(outbox.discard(this.store.outbox, id));
  }

  /** I have read a room up to a seq; said as often as you like. */
  read(room: string, seq: number): void {
    this.#marker.read(room, seq);
  }

  /** What comes into the room that this names is read before anybody is told of it. Returns what ends it. */
  reading(room: () => string | null): () => void {
    this.#reading.add(room);
    return () => this.#reading.delete(room);
  }

  /** Call it at every keystroke. */
  typing(room: string): void {
    const now = this.#now();
    if (now - (this.#typed.get(room) ?? -TYPING) < TYPING || !this.#connection.ready) return;
    this.#typed.set(room, now);
    this.#socket.say({ frame: "signal", id: "typing", room, type: "typing" });
  }

  /** The user left the window, or is back; of the room that is looked at. */
  attention(active: boolean): void {
    const room = this.store.state.open;
    if (room !== null && this.#connection.ready)
      this.#socket.say({ frame: "signal", room, type: active ? "active" : "idle" });
    if (active) this.awake();
  }

  /** The machine may have been asleep. */
  awake(): void {
    this.#connection.poke(this.#now());
    this.#socket.alarm();
    this.#sender.hasten();
    void this.#sender.adopt();
  }

  /** The page may be gone any moment, or nobody signed in. */
  hurry(): void {
    this.#sender.hurry();
    void this.#marker.flush();
  }

  /** Before one signs out: waits a little for what is under way, and tells how much the server does not have then. */
  async finish(patience: number): Promise<number> {
    this.hurry();
    const left = () => outbox.unsent(this.store.outbox).length;
    let done: () => void = () => undefined;
    const unlisten = this.listen(() => {
      if (left() === 0) done();
    });
    const timer = setTimeout(() => done(), patience);
    if (left() > 0) await new Promise<void>((over) => (done = over));
    clearTimeout(timer);
    unlisten();
    return left();
  }

  network(online: boolean): void {
    this.#connection.network(online, this.#now());
    this.#socket.alarm();
    if (online) this.#sender.hasten();
  }

  #readAll(): void {
    for (const which of this.#reading) {
      const room = which();
      if (room !== null) this.read(room, Infinity);
    }
  }

  #done(room: string, deed: outbox.Deed, undoFor = 0): string {
    const now = Date.now();
    const entry = outbox.done(uuid7(now), room, deed, now, undoFor);
    this.#sender.add(entry);
    return entry.id;
  }

  #do(effect: Effect): void {
    switch (effect.do) {
      case "open":
        this.#socket.open();
        break;
      case "close":
        this.#socket.close();
        break;
      case "say":
        this.#socket.say(effect.frame);
        break;
      case "token":
        void this.#token(effect.fresh);
        break;
      case "deliver":
        this.store.tell(effect.action);
        if (effect.action.kind === "ready") void this.#rooms.meet(effect.action.rooms.map((one) => one.room));
        this.#doubts.look();
        break;
      case "fetch":
        void this.#rooms.fetch(effect);
        break;
      case "anew":
        void this.#rooms.anew(effect.room);
        break;
      case "came":
        void this.#rooms.came(effect.room, effect.position);
        break;
      case "answer":
        if (!this.#marker.answered(effect.frame)) this.#sender.answered(effect.frame);
        break;
      case "lost":
        this.#marker.lost();
        this.#sender.lost();
        break;
      case "status":
        this.store.become(effect.status);
        if (effect.status.kind === "live") this.#live();
        break;
    }
  }

  async #token(fresh: boolean): Promise<void> {
    try {
      const token = await this.#parts.token(fresh);
      if (this.#stopped) return;
      if (token) this.#connection.token(token.token, token.expiresIn, this.#now());
      else this.#connection.tokenFailed(this.#now(), true);
    } catch {
      this.#connection.tokenFailed(this.#now(), false); // it could not be asked for; the connection comes back
    }
    this.#socket.alarm();
  }

  #live(): void {
    this.#sender.live();
    void this.#marker.flush();
  }
}
