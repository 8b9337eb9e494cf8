/** The one place where state and outbox change: whoever listens is told after each change. No Vue. */
import type { Action } from "../model/actions.ts";
import { settled, type Outbox } from "../model/outbox.ts";
import { reduce } from "../model/reduce.ts";
import { NOTHING, type State } from "../model/state.ts";
import type { Status } from "./outs.ts";

export interface Seen {
  readonly state: State;
  readonly outbox: Outbox;
  readonly status: Status;
}

export class Store implements Seen {
  state: State = NOTHING;
  outbox: Outbox = [];
  status: Status = { kind: "connecting" };
  readonly #listeners = new Set<(seen: Seen) => void>();

  /** Returns what ends it. */
  listen(listener: (seen: Seen) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(action: Action): void {
    const state = reduce(this.state, action);
    if (state === this.state) return;
    this.state = state;
    this.outbox = settled(this.outbox, state);
    this.#told();
  }

  put(outbox: Outbox): void {
    const left = settled(outbox, this.state);
    if (left === this.outbox) return;
    this.outbox = left;
    this.#told();
  }

  become(status: Status): void {
    this.status = status;
    this.#told();
  }

  #told(): void {
    for (const listener of this.#listeners) listener(this);
  }
}
