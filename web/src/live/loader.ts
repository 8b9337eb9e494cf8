/** Asks over HTTP for what the state lacks, and tells it, with the seq that was heard when the question was asked. */
import { Problem } from "../api/problem.ts";
import type { Where } from "../model/actions.ts";
import type { Room } from "../model/state.ts";
import { fresh } from "../model/talk.ts";
import type { Http } from "./http.ts";
import type { Store } from "./store.ts";

const PAGE = 50;
const TRIES = 3; // of a question whose answer was overtaken

export class Loader {
  readonly #store: Store;
  readonly #http: Http;
  readonly #running = new Map<string, Promise<void>>();

  constructor(store: Store, http: Http) {
    this.#store = store;
    this.#http = http;
  }

  /** My rooms; those that were not known yet. */
  async rooms(): Promise<string[]> {
    const { rooms, position } = await this.#http.rooms();
    const known = this.#store.state.rooms;
    const news = rooms.map((one) => one.room_id).filter((id) => !known.has(id));
    this.#store.tell({ kind: "rooms", rooms, position });
    return news;
  }

  /** One room; `anew` where it is to be followed from its head. False where there is none for me. */
  async room(room: string, anew: boolean, includes?: string): Promise<boolean> {
    const position = includes ?? (anew ? undefined : this.#store.state.rooms.get(room)?.position);
    try {
      this.#store.tell({ kind: "room", ...(await this.#http.room(room, position)), anew });
      return true;
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 404) throw error;
      this.#store.tell({ kind: "barred", room });
      return false;
    }
  }

  /** A page of messages; the last ones without a `where`. Asked twice at once it is asked once. */
  messages(room: string, where: Where = {}, limit = PAGE): Promise<void> {
    return this.#once(`messages ${room} ${JSON.stringify(where)}`, () =>
      this.#untilFresh(room, async ({ seq, position }) => {
        const page = await this.#http.messages(room, where, limit, position);
        this.#store.tell({ kind: "page", room, askedAt: seq, where, ...page });
        return this.#isFresh(room, seq);
      }),
    );
  }

  /** One message without its neighbours, as what another answers; rejects where there is none for me. */
  aside(room: string, id: string): Promise<void> {
    return this.#once(`message ${id}`, () =>
      this.#untilFresh(room, async ({ seq, position }) => {
        this.#store.tell({
          kind: "message",
          room,
          askedAt: seq,
          message: await this.#http.message(room, id, position),
        });
        return this.#isFresh(room, seq);
      }),
    );
  }

  members(room: string): Promise<void> {
    return this.#once(`members ${room}`, () =>
      this.#untilFresh(room, async ({ seq, position }) => {
        const members = await this.#http.members(room, position);
        this.#store.tell({ kind: "members", room, askedAt: seq, members });
        return this.#store.state.rooms.get(room)?.members !== null;
      }),
    );
  }

  /** The comings, goings and names from one seq to another. */
  systemEvents(room: string, from: number, to: number): Promise<void> {
    return this.#once(`events ${room} ${String(from)}`, async () => {
      for (let after = from - 1; after < to;) {
        const { events, more } = await this.#http.events(room, after);
        const last = more ? (events.at(-1)?.seq ?? to) : to;
        this.#store.tell({
          kind: "log",
          room,
          from: after + 1,
          to: Math.min(last, to),
          events: events.filter((one) => one.seq <= to),
        });
        after = last;
      }
    });
  }

  /** Who is here now, which live frames do not say of those who were here before. */
  async presence(room: string): Promise<void> {
    this.#store.tell({ kind: "presence", room, answer: await this.#http.presence(room) });
  }

  /** What these are called. */
  async names(ids: readonly string[]): Promise<void> {
    this.#store.tell({ kind: "people", people: await this.#http.people(ids) });
  }

  /** Whether an answer that was asked for at this seq was taken. */
  #isFresh(room: string, askedAt: number): boolean {
    const talk = this.#store.state.rooms.get(room)?.talk;
    return !talk || fresh(talk, askedAt);
  }

  async #untilFresh(room: string, ask: (room: Room) => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const known = this.#store.state.rooms.get(room);
      if (!known || (await ask(known))) return;
    }
  }

  #once(key: string, ask: () => Promise<void>): Promise<void> {
    const running = this.#running.get(key);
    if (running) return running;
    const asked = ask().finally(() => this.#running.delete(key));
    this.#running.set(key, asked);
    return asked;
  }
}
