/** Which rooms are followed, mine and the one that is looked at, and what of them is asked for over HTTP. */
import type { ServerEvent } from "../api/generated/live.ts";
import { between } from "../model/ranges.ts";
import type { Room } from "../model/state.ts";
import type { Effect } from "./effects.ts";
import type { Feeds } from "./feeds.ts";
import type { Http } from "./http.ts";
import type { Loader } from "./loader.ts";
import { persist } from "./persist.ts";
import type { Store } from "./store.ts";

const ENOUGH = 40; // messages to show when a room is opened

interface Parts {
  store: Store;
  load: Loader;
  http: Http;
  feeds: Feeds;
  /** There may be something to do sooner than was thought. */
  wake: () => void;
}

export class Rooms {
  readonly #parts: Parts;
  readonly #opening = new Set<string>();
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Look at a room: it is followed, its last messages and members are there soon. Null looks at none. */
  async open(room: string | null): Promise<boolean> {
    const { store, feeds } = this.#parts;
    const before = store.state.open;
    store.tell({ kind: "open", room });
    if (before !== null && before !== room) this.#letGo(before);
    if (room === null) return true;
    this.#opening.add(room);
    feeds.prefer(room);
    try {
      const there = feeds.follows(room) && store.state.rooms.has(room);
      if (!there && !(await this.#anew(room))) return false;
      return await this.#fill(room);
    } finally {
      this.#opening.delete(room);
      if (store.state.open !== room) this.#letGo(room);
    }
  }

  /** A room that I am in since now, by what happened at a position, or that is to be read by a visitor: follow it. */
  async enter(room: string, since?: string): Promise<boolean> {
    const { load, feeds } = this.#parts;
    return feeds.follows(room) ? load.room(room, false, since) : this.#anew(room, since);
  }

  /** Rooms of mine that are not followed: all of them at the beginning, later those I was brought into, or back. */
  async meet(rooms: readonly string[]): Promise<void> {
    const { rooms: known, loaded } = this.#parts.store.state;
    if (!loaded || rooms.some((room) => !known.has(room))) await this.anew(null);
    const back = rooms.filter((room) => ["left", "removed"].includes(known.get(room)?.follow ?? ""));
    for (const room of back) await this.anew(room);
  }

  /** A fresh snapshot: of one room, or of everything. */
  async anew(room: string | null): Promise<void> {
    await this.#persist(() => (room === null ? this.#all() : this.#again(room)));
  }

  /** I have come into a room that was not followed, by what happened at a position. */
  async came(room: string, position: string): Promise<void> {
    await this.#persist(async () => {
      if (this.#parts.feeds.follows(room)) return; // somebody was faster
      await this.#again(room, position);
    });
  }

  /** Ask for the facts of a room anew, and for its messages where it is looked at and there were none. */
  async check({ id, talk }: Room): Promise<void> {
    const { store, load } = this.#parts;
    await this.#persist(() => load.room(id, false));
    if (id === store.state.open && talk.ranges.length === 0) await this.#persist(() => this.open(id));
  }

  /** A page of a room's log, for the feed that lacks it. */
  async fetch({ room, after, ticket }: Extract<Effect, { do: "fetch" }>): Promise<void> {
    const { http, feeds, wake } = this.#parts;
    let page: { events: ServerEvent[]; more: boolean } | undefined;
    await this.#persist(async () => (page = await http.events(room, after)));
    if (page) feeds.fetched(room, ticket, page.events, page.more);
    wake();
  }

  /** Nobody looks at a room any more: where I am no member, I was only looking. */
  #letGo(room: string): void {
    const { store, feeds } = this.#parts;
    if (store.state.rooms.get(room)?.facts.role === null) feeds.unfollow(room);
  }

  async #all(): Promise<boolean> {
    const { store, load } = this.#parts;
    for (const room of await load.rooms()) this.#follow(room);
    const { open, rooms } = store.state;
    if (open === null || this.#stopped || (rooms.has(open) && this.#opening.has(open))) return true;
    return this.open(open);
  }

  async #anew(room: string, includes?: string): Promise<boolean> {
    if (!(await this.#parts.load.room(room, true, includes))) return false;
    this.#follow(room);
    return true;
  }

  async #again(room: string, includes?: string): Promise<boolean> {
    return (await this.#anew(room, includes)) && (this.#parts.store.state.open !== room || this.#fill(room));
  }

  /** What a room that is looked at shows first. */
  async #fill(room: string): Promise<boolean> {
    const { store, load } = this.#parts;
    const known = store.state.rooms.get(room);
    const has = known ? between(known.talk.ranges, { from: 1, to: known.seq }).length : 0;
    await Promise.all([
      has < ENOUGH ? load.messages(room) : undefined,
      known?.members ? undefined : load.members(room),
    ]);
    return true;
  }

  #follow(room: string): void {
    const { store, feeds, wake } = this.#parts;
    const known = store.state.rooms.get(room);
    if (known) feeds.follow(room, known.seq);
    wake();
  }

  #persist(ask: () => Promise<unknown>): Promise<void> {
    return persist(ask, () => this.#stopped);
  }
}
