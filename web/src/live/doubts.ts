/** Rooms whose facts or counts may be off are asked for anew, a little later: many doubts are one question. */
import type { Room } from "../model/state.ts";
import type { Store } from "./store.ts";

const LATER = 1000;

interface Parts {
  store: Store;
  /** What must have happened before anything is asked. */
  before: () => Promise<void>;
  check: (room: Room) => Promise<void>;
}

export class Doubts {
  readonly #parts: Parts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Something changed; said as often as you like. */
  look(): void {
    if (this.#stopped || this.#timer !== undefined || this.#doubtful().length === 0) return;
    this.#timer = setTimeout(() => void this.#work(), LATER);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #work(): Promise<void> {
    await this.#parts.before();
    for (const room of this.#doubtful()) await this.#parts.check(room);
    this.#timer = undefined;
    this.look();
  }

  #doubtful(): Room[] {
    return [...this.#parts.store.state.rooms.values()].filter((room) => room.doubt);
  }
}
