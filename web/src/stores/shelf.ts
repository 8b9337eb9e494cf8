/** Where what a device keeps lies: IndexedDB, of one account at a time. Where a browser keeps nothing, nothing is kept. */
import { namesIn, type KeptList, type KeptPage, type Leaf, type Plan } from "../model/kept.ts";

const NAME = "parley";
const LIST = "list";
const PAGES = "pages";

export interface Shelf {
  /** What is kept: the list, where there is one, and every page. */
  read(): Promise<{ list: KeptList | undefined; pages: KeptPage[] }>;
  /** A page that another tab knows to a later seq stays. */
  write(plan: Plan): Promise<void>;
  clear(): Promise<void>;
}

export function leafOf(page: KeptPage): Leaf {
  return { epoch: page.epoch, seq: page.seq, openedAt: page.openedAt, names: namesIn(page) };
}

/** Where no page opens without the server, nothing need be kept. */
const NOWHERE: Shelf = {
  read: () => Promise.resolve({ list: undefined, pages: [] }),
  write: () => Promise.resolve(),
  clear: () => Promise.resolve(),
};

export function shelf(): Shelf {
  return "serviceWorker" in navigator ? browserShelf() : NOWHERE;
}

function browserShelf(factory: IDBFactory = indexedDB): Shelf {
  let opened: Promise<IDBDatabase> | undefined;
  const within = async <T>(mode: IDBTransactionMode, work: (lists: IDBObjectStore, pages: IDBObjectStore) => T) => {
    const base = await (opened ??= open(factory));
    const all = base.transaction([LIST, PAGES], mode);
    const made = work(all.objectStore(LIST), all.objectStore(PAGES));
    await ended(all);
    return made;
  };
  return {
    async read() {
      const [lists, pages] = await within("readonly", (lists, pages) => [lists.getAll(), pages.getAll()] as const);
      return { list: (lists.result as KeptList[])[0], pages: pages.result as KeptPage[] };
    },
    async write({ list, put, drop }) {
      await within("readwrite", (lists, pages) => {
        lists.put(list, LIST);
        for (const page of put) older(pages, page.id, list.epoch, page.seq, () => pages.put(page));
        for (const { id, below } of drop) older(pages, id, list.epoch, below, () => pages.delete(id));
      });
    },
    async clear() {
      await within("readwrite", (lists, pages) => {
        lists.clear();
        pages.clear();
      });
    },
  };
}

/** Only where what lies there is of before that seq, or of another log. */
function older(pages: IDBObjectStore, id: string, epoch: string, seq: number, then: () => void): void {
  const there = pages.get(id);
  there.onsuccess = () => {
    const known = there.result as KeptPage | undefined;
    if (known?.epoch !== epoch || known.seq < seq) then();
  };
}

function open(factory: IDBFactory): Promise<IDBDatabase> {
  const asked = factory.open(NAME, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore(LIST);
    asked.result.createObjectStore(PAGES, { keyPath: "id" });
  };
  return new Promise((done, fail) => {
    asked.onerror = () => {
      fail(asked.error ?? new Error("There is no database."));
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => {
        asked.result.close();
      };
      done(asked.result);
    };
  });
}

function ended(work: IDBTransaction): Promise<void> {
  return new Promise((done, fail) => {
    work.oncomplete = () => {
      done();
    };
    work.onabort = () => {
      fail(work.error ?? new Error("It was not written."));
    };
  });
}
