/** Asks who people are: many at once, each once, until it is stopped. */

const TOGETHER = 20;
const AGAIN = 5000;

export class Strangers {
  readonly #ask: (ids: readonly string[]) => Promise<void>;
  readonly #wanted = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(ask: (ids: readonly string[]) => Promise<void>) {
    this.#ask = ask;
  }

  want(id: string): void {
    if (this.#wanted.has(id)) return;
    this.#wanted.add(id);
    this.#later(TOGETHER);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #later(after: number): void {
    if (!this.#stopped) this.#timer ??= setTimeout(() => void this.#look(), after);
  }

  async #look(): Promise<void> {
    const ids = [...this.#wanted];
    const answered = await this.#ask(ids).then(
      () => true,
      () => false,
    );
    this.#timer = undefined;
    if (answered) for (const id of ids) this.#wanted.delete(id);
    if (this.#wanted.size > 0) this.#later(answered ? TOGETHER : AGAIN);
  }
}
