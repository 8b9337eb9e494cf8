/** What the tabs of a browser have in common, for tests: texts, of which the others are told, and locks. */

type Watcher = (key: string, text: string | null) => void;

export class Texts {
  readonly #texts = new Map<string, string>();
  readonly #watchers = new Map<object, Watcher>();

  /** As one tab has them: it is told what the others write. */
  of() {
    const tab = {};
    const write = (key: string, text: string | null) => {
      if (text === null) this.#texts.delete(key);
      else this.#texts.set(key, text);
      for (const [whose, watcher] of this.#watchers) if (whose !== tab) watcher(key, text);
    };
    return {
      keys: () => this.keys(),
      getItem: (key: string) => this.#texts.get(key) ?? null,
      setItem: write,
      removeItem: (key: string) => {
        write(key, null);
      },
      watch: (watcher: Watcher) => {
        this.#watchers.set(tab, watcher);
        return () => this.#watchers.delete(tab);
      },
    };
  }

  keys(): string[] {
    return [...this.#texts.keys()];
  }
}

/** Locks of tabs that live; `die` is what a closed tab does. */
export class Locks {
  readonly #held = new Set<string>();
  readonly #waiting = new Map<string, (() => void)[]>();

  request = (async (name: string, ...rest: unknown[]) => {
    const then = rest.at(-1) as (lock: object | null) => unknown;
    const { ifAvailable, signal } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    if (this.#held.has(name)) {
      if (ifAvailable) return await then(null);
      await this.#turn(name, signal);
    }
    this.#held.add(name);
    try {
      return await then({});
    } finally {
      this.#free(name);
    }
  }) as LockManager["request"];

  die(tab: string): void {
    this.#free(`parley.tab.${tab}`);
  }

  #turn(name: string, signal: AbortSignal | undefined): Promise<void> {
    const queue = this.#waiting.get(name) ?? [];
    this.#waiting.set(name, queue);
    return new Promise((go, fail) => {
      queue.push(go);
      signal?.addEventListener("abort", () => {
        queue.splice(queue.indexOf(go), 1);
        fail(signal.reason as Error);
      });
    });
  }

  #free(name: string): void {
    const next = this.#waiting.get(name)?.shift();
    if (next) next();
    else this.#held.delete(name);
  }
}
