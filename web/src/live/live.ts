/** The live client: one state and outbox, kept true by a connection, by questions over HTTP and by what is sent. */
import { asker, type Transport } from "../api/asker.ts";
import type { ClientFrame, ServerEvent } from "../api/generated/live.ts";
import { Problem } from "../api/problem.ts";
import { uuid7 } from "../model/ids.ts";
import * as outbox from "../model/outbox.ts";
import { between } from "../model/ranges.ts";
import { backOff } from "./backoff.ts";
import { Http } from "./http.ts";
import { Connection } from "./connection.ts";
import { Loader } from "./loader.ts";
import { Marker } from "./marker.ts";
import type { Effect } from "./effects.ts";
import { NOWHERE, type OutboxStorage } from "./outbox_storage.ts";
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
const ENOUGH = 40; // messages to show when a room is opened
const DOUBT = 1000; // so that many doubts are one question
const TYPING = 3000;

export class Live {
  readonly store: Store;
  readonly load: Loader;
  readonly #http: Http;
  readonly #connection: Connection;
  readonly #socket: Socket;
  readonly #sender: Sender;
  readonly #marker: Marker;
  readonly #parts: Parts;
  readonly #now = () => performance.now();
  #doubts: ReturnType<typeof setTimeout> | undefined;
  readonly #opening = new Set<string>();
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
    this.#http = new Http(ask);
    this.#connection = new Connection((effect) => {
      this.#do(effect);
    }, Math.random);
    this.#socket = new Socket(parts.url, this.#connection, this.#now);
    this.load = new Loader(this.store, this.#http);
    const say = (frame: ClientFrame) => {
      this.#socket.say(frame);
    };
    const shared = { store: this.store, http: this.#http, connection: this.#connection, say };
    this.#sender = new Sender({ ...shared, storage: parts.storage ?? NOWHERE, chance: Math.random });
    this.#marker = new Marker(shared);
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
    clearTimeout(this.#doubts);
    this.#marker.stop();
    this.store.end();
  }

  /** Look at a room: it is followed, its last messages and members are there soon. Null looks at none. */
  async open(room: string | null): Promise<boolean> {
    const before = this.store.state.open;
    this.store.tell({ kind: "open", room });
    if (before !== null && before !== room) this.#letGo(before);
    if (room === null) return true;
    this.#opening.add(room);
    this.#connection.prefer(room);
    try {
      const there = this.#connection.follows(room) && this.store.state.rooms.has(room);
      if (!there && !(await this.#anew(room))) return false;
      return await this.#fill(room);
    } finally {
      this.#opening.delete(room);
      if (this.store.state.open !== room) this.#letGo(room);
    }
  }

  /** A room that I am in since now, by what happened at a position, or that is to be read by a visitor: follow it. */
  async enter(room: string, since?: string): Promise<boolean> {
    return this.#connection.follows(room) ? this.load.room(room, false, since) : this.#anew(room, since);
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

  /** Nobody looks at a room any more: where I am no member, I was only looking. */
  #letGo(room: string): void {
    if (this.store.state.rooms.get(room)?.facts.role === null) this.#connection.unfollow(room);
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
        if (effect.action.kind === "ready") void this.#meet(effect.action.rooms.map((one) => one.room));
        this.#doubt();
        break;
      case "fetch":
        void this.#fetch(effect);
        break;
      case "anew":
        void this.#persist(() => (effect.room === null ? this.#all() : this.#again(effect.room)));
        break;
      case "came":
        void this.#persist(() => this.#came(effect.room, effect.position));
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

  /** Rooms of mine that are not followed: all of them at the beginning, later those I was brought into, or back. */
  async #meet(rooms: readonly string[]): Promise<void> {
    const { rooms: known, loaded } = this.store.state;
    if (!loaded || rooms.some((room) => !known.has(room))) await this.#persist(() => this.#all());
    const back = rooms.filter((room) => ["left", "removed"].includes(known.get(room)?.follow ?? ""));
    for (const room of back) await this.#persist(() => this.#again(room));
  }

  async #came(room: string, position: string): Promise<boolean> {
    if (this.#connection.follows(room)) return true; // somebody was faster
    return (await this.#anew(room, position)) && (this.store.state.open !== room || this.#fill(room));
  }

  async #all(): Promise<boolean> {
    for (const room of await this.load.rooms()) this.#follow(room);
    const { open, rooms } = this.store.state;
    if (open === null || this.#stopped || (rooms.has(open) && this.#opening.has(open))) return true;
    return this.open(open);
  }

  async #anew(room: string, includes?: string): Promise<boolean> {
    if (!(await this.load.room(room, true, includes))) return false;
    this.#follow(room);
    return true;
  }

  async #again(room: string): Promise<boolean> {
    return (await this.#anew(room)) && (this.store.state.open !== room || this.#fill(room));
  }

  /** What a room that is looked at shows first. */
  async #fill(room: string): Promise<boolean> {
    const known = this.store.state.rooms.get(room);
    const has = known ? between(known.talk.ranges, { from: 1, to: known.seq }).length : 0;
    await Promise.all([
      has < ENOUGH ? this.load.messages(room) : undefined,
      known?.members ? undefined : this.load.members(room),
    ]);
    return true;
  }

  #follow(room: string): void {
    const known = this.store.state.rooms.get(room);
    if (known) this.#connection.follow(room, known.seq);
    this.#socket.alarm();
  }

  async #fetch({ room, after, ticket }: Extract<Effect, { do: "fetch" }>): Promise<void> {
    let page: { events: ServerEvent[]; more: boolean } | undefined;
    await this.#persist(async () => {
      page = await this.#http.events(room, after);
      return true;
    });
    if (page) this.#connection.fetched(room, ticket, page.events, page.more);
    this.#socket.alarm();
  }

  /** Try until it is done, or refused for good. */
  async #persist(ask: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; !this.#stopped; tries++) {
      try {
        await ask();
        return;
      } catch (error) {
        if (error instanceof Problem && !error.passes) return;
        await new Promise((after) => setTimeout(after, backOff(tries, Math.random())));
      }
    }
  }

  /** Ask anew for rooms whose facts or counts may be off. */
  #doubt(): void {
    if (this.#doubts !== undefined || ![...this.store.state.rooms.values()].some((room) => room.doubt)) return;
    this.#doubts = setTimeout(() => void this.#clear(), DOUBT);
  }

  async #clear(): Promise<void> {
    await this.#marker.flush(); // what is counted there has my marks
    const doubtful = [...this.store.state.rooms.values()].filter((room) => room.doubt);
    for (const { id, talk } of doubtful) {
      await this.#persist(() => this.load.room(id, false));
      if (id === this.store.state.open && talk.ranges.length === 0) await this.#persist(() => this.open(id));
    }
    this.#doubts = undefined;
    if (!this.#stopped) this.#doubt();
  }
}
