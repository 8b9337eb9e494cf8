/**
 * Where what was not confirmed survives a reload. Each entry has one keeper, the tab that made it, so that two tabs do
 * not send the same at once; what a tab that is gone left behind is adopted by another. (The server does everything
 * once anyway: this only spares it the work, and keeps a room's messages in their order.)
 */
import type { Entry } from "../model/outbox.ts";

export interface OutboxStorage {
  /** What this tab is to send: its own entries, and those that nobody keeps any more. */
  adopt(): Promise<Entry[]>;
  keep(entry: Entry): void;
  forget(id: string): void;
  /** This tab sends nothing more: what it kept is anybody's. */
  release(): void;
}

/** For tests, and where nothing may be kept. */
export const NOWHERE: OutboxStorage = {
  adopt: () => Promise.resolve([]),
  keep: () => undefined,
  forget: () => undefined,
  release: () => undefined,
};

type Locks = Pick<LockManager, "request">;
type Texts = Pick<Storage, "getItem" | "setItem" | "removeItem"> & { keys(): string[] };

/** In texts that tabs have in common, an entry a key: `parley.outbox.<account>.<id>`. A tab holds the Web Lock of its name until it is released. */
export function browserOutbox(account: string, tab: string, texts: Texts, locks: Locks): OutboxStorage {
  const prefix = `parley.outbox.${account}.`;
  const lock = (keeper: string) => `parley.tab.${keeper}`;
  let release: () => void = () => undefined;
  let released = false;
  void locks.request(lock(tab), () => (released ? undefined : new Promise<void>((done) => (release = done))));
  const put = (entry: Entry) => {
    texts.setItem(prefix + entry.id, JSON.stringify({ keeper: tab, entry }));
  };
  return {
    keep: put,
    forget: (id) => {
      texts.removeItem(prefix + id);
    },
    release() {
      released = true;
      release();
    },
    async adopt() {
      const mine: Entry[] = [];
      for (const { keeper, entry } of kept(texts, prefix)) {
        const free =
          keeper === tab || (await locks.request(lock(keeper), { ifAvailable: true }, (held) => held !== null));
        if (released) return [];
        if (!free || texts.getItem(prefix + entry.id) === null) continue;
        put(entry);
        mine.push(entry);
      }
      const there = mine.filter(({ id }) => texts.getItem(prefix + id) !== null); // it took a while to get here
      return there.sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1));
    },
  };
}

function kept(texts: Texts, prefix: string): { keeper: string; entry: Entry }[] {
  const found = texts
    .keys()
    .filter((key) => key.startsWith(prefix))
    .map((key) => texts.getItem(key));
  return found.filter((text) => text !== null).map((text) => JSON.parse(text) as { keeper: string; entry: Entry });
}
