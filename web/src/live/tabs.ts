/** Who of a browser's tabs is there: each holds the Web Lock of its name for as long as it lives. No name is used again. */

type Locks = Pick<LockManager, "request">;

export class Tab {
  readonly name: string;
  readonly #locks: Locks | undefined;
  readonly #left = new AbortController();
  readonly #gone = new Set<string>();
  readonly #awaited = new Set<string>();

  /** Where the browser has no locks, nobody can tell who is there. */
  constructor(name: string, locks: Locks | undefined) {
    this.name = name;
    this.#locks = locks;
    const over = new Promise<void>((done) => {
      this.#left.signal.addEventListener("abort", () => done());
    });
    void locks?.request(lock(name), () => over);
  }

  get left(): boolean {
    return this.#left.signal.aborted;
  }

  /** As if it were gone; it waits for nobody any more. */
  leave(): void {
    this.#left.abort();
  }

  /** Null where nobody can tell. */
  async isGone(name: string): Promise<boolean | null> {
    if (!this.#locks) return null;
    if (this.#gone.has(name)) return true;
    const gone = await this.#locks.request(lock(name), { ifAvailable: true }, (held) => held !== null);
    if (gone) this.#gone.add(name);
    return gone;
  }

  /** Do something as soon as another is gone; of all who wait for that, one after the other. */
  whenGone(name: string, then: () => Promise<void>): void {
    if (name === this.name || this.left || this.#awaited.has(name)) return;
    this.#awaited.add(name);
    const { signal } = this.#left;
    const turn = () => {
      this.#gone.add(name);
      return then();
    };
    this.#locks?.request(lock(name), { signal }, turn).catch(() => undefined); // it has left before
  }
}

function lock(name: string): string {
  return `parley.tab.${name}`;
}
