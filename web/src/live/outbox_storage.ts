/**
 * Where what was not confirmed survives a reload. Each entry has one keeper, the tab that made it, so that two tabs do
 * not send the same at once; what a tab that is gone left behind is adopted by the next, which may be the same after a
 * reload. Only what could still be taken back waits for none of them. (The server does everything once anyway: this
 * only spares it the work, and keeps a room's messages in their order.)
 */
import { final, undoable, type Entry } from "../model/outbox.ts";
import { Tab } from "./tabs.ts";

export interface OutboxStorage {
  /** What this tab is to send: its own entries, and those that nobody keeps any more; or `only` some of them. */
  adopt(only?: (entry: Entry) => boolean): Promise<Entry[]>;
  keep(entry: Entry): void;
  forget(id: string): void;
  /** Whenever a tab is gone that had something which could still be taken back. */
  onLeft(adopt: () => Promise<void>): void;
  /** This tab sends nothing more: what it kept is anybody's. */
  release(): void;
}

/** For tests, and where nothing may be kept. */
export const NOWHERE: OutboxStorage = {
  adopt: () => Promise.resolve([]),
  keep: () => undefined,
  forget: () => undefined,
  onLeft: () => undefined,
  release: () => undefined,
};

type Texts = Pick<Storage, "getItem" | "setItem" | "removeItem"> & {
  keys(): string[];
  /** Tells what other tabs write; returns what ends it. */
  watch(watcher: (key: string, text: string | null) => void): () => void;
};

interface Kept {
  keeper: string;
  entry: Entry;
}

/** In texts that tabs have in common, an entry a key: `parley.outbox.<account>.<id>`. */
export function browserOutbox(
  account: string,
  tab: string,
  texts: Texts,
  locks: Pick<LockManager, "request"> | undefined,
): OutboxStorage {
  const prefix = `parley.outbox.${account}.`;
  const here = new Tab(tab, locks);
  let left: () => Promise<void> = () => Promise.resolve();
  const awaits = ({ keeper, entry }: Kept) => {
    if (undoable(entry)) here.whenGone(keeper, () => left());
  };
  const unwatch = texts.watch((key, text) => {
    if (key.startsWith(prefix) && text !== null) awaits(read(text));
  });

  /** What is left of a tab that is gone nobody can take back. */
  async function mine(one: Kept): Promise<Entry | undefined> {
    const { keeper, entry } = one;
    if (keeper === tab) return entry;
    const gone = await here.isGone(keeper);
    if (gone === false) awaits(one);
    else return gone ? final(entry) : entry;
  }

  return {
    keep: put,
    forget: (id) => {
      texts.removeItem(prefix + id);
    },
    onLeft: (adopt) => (left = adopt),
    release() {
      unwatch();
      here.leave();
    },
    async adopt(only = () => true) {
      const adopted: Entry[] = [];
      for (const one of kept(texts, prefix).filter(({ entry }) => only(entry))) {
        const entry = await mine(one);
        if (here.left) return [];
        if (!entry || texts.getItem(prefix + entry.id) === null) continue;
        put(entry);
        adopted.push(entry);
      }
      const there = adopted.filter(({ id }) => texts.getItem(prefix + id) !== null); // it took a while to get here
      return there.sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1));
    },
  };

  function put(entry: Entry): void {
    texts.setItem(prefix + entry.id, JSON.stringify({ keeper: tab, entry } satisfies Kept));
  }
}

function kept(texts: Texts, prefix: string): Kept[] {
  const found = texts
    .keys()
    .filter((key) => key.startsWith(prefix))
    .map((key) => texts.getItem(key));
  return found.filter((text) => text !== null).map(read);
}

function read(text: string): Kept {
  return JSON.parse(text) as Kept;
}
