/** The one place where state and outbox change: whoever listens is told of each change, or of many at once. No Vue. */
import type { Action } from "../model/actions.ts";
import { settled, type Outbox } from "../model/outbox.ts";
import { reduce } from "../model/reduce.ts";
import { NOTHING, type State } from "../model/state.ts";
import type { Status } from "./effects.ts";

export interface Seen {
  readonly state: State;
  readonly outbox: Outbox;
  readonly status: Status;
}

/** Does something a little later, or at once. */
export type Soon = (run: () => void) => void;

/** What comes in numbers: nobody needs to know of each one by itself. */
const MANY = new Set<Action["kind"]>(["event", "hidden", "signal"]);

export class Store implements Seen {
  state: State = NOTHING;
  outbox: Outbox = [];
  status: Status = { kind: "connecting" };
  readonly #listeners = new Set<(seen: Seen) => void>();
  readonly #soon: Soon;
  #behind = false;
  #ended = false;

  constructor(soon: Soon) {
    this.#soon = soon;
  }

  /** Returns what ends it. */
  listen(listener: (seen: Seen) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Nothing changes any more, whatever is still told, and nothing waits to be sent. */
  end(): void {
    this.#ended = true;
    this.outbox = [];
    this.#listeners.clear();
  }

  tell(action: Action): void {
    if (this.#ended) return;
    const state = reduce(this.state, action);
    if (state === this.state) return;
    const outbox = settled(this.outbox, state);
    const isMine = outbox !== this.outbox;
    [this.state, this.outbox] = [state, outbox];
    if (MANY.has(action.kind) && !isMine) this.#later();
    else this.#notify();
  }

  put(outbox: Outbox): void {
    if (this.#ended) return;
    const left = settled(outbox, this.state);
    if (left === this.outbox) return;
    this.outbox = left;
    this.#notify();
  }

  become(status: Status): void {
    if (this.#ended) return;
    this.status = status;
    this.#notify();
  }

  #later(): void {
    if (this.#behind) return;
    this.#behind = true;
    this.#soon(() => {
      if (this.#behind) this.#notify();
    });
  }

  #notify(): void {
    this.#behind = false;
    for (const listener of this.#listeners) listener(this);
  }
}
