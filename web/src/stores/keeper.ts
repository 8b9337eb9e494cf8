/** Keeps on this device what the state has, and gives it back until the server has answered. */
import type { Live, Seen } from "../live/index.ts";
import { plan, restored, tooOld, type Leaf } from "../model/kept.ts";
import type { State } from "../model/index.ts";
import { leafOf, shelf as browserShelf, type Shelf } from "./shelf.ts";

const PATIENCE = 2500; // an answer that comes sooner is waited for
const EVERY = 2000;
const CALM = 5000; // before anything is asked for only to be kept
const PAUSE = 500;
const HELD = 3000; // for the messages of the room that is looked at, when the server is back

export interface Keeper {
  /** What to show for what is known: that, or what was kept, and when that was so in milliseconds. */
  shown(seen: Seen): { state: State; asOf: number | null };
  stop(): void;
}

/** `changed`: something else is to be shown. Nothing is kept of others; when it is stopped, nothing at all. */
export function keeper(account: string, live: Live, changed: () => void, shelf: Shelf = browserShelf()): Keeper {
  let kept: { state: State; at: number } | null = null;
  let late = false;
  let held = true;
  let loaded = false;
  let looked: string | null = null;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let holding: ReturnType<typeof setTimeout> | undefined;
  const leaves = new Map<string, Leaf>();
  const opened = new Map<string, number>();
  const asked = new Set<string>();
  const patience = setTimeout(() => {
    late = true;
    changed();
  }, PATIENCE);
  const unlisten = live.listen(onChange);
  let work = begin().catch(nothing); // one thing at a time
  document.addEventListener("visibilitychange", hurry);

  async function begin(): Promise<void> {
    const { list, pages } = await shelf.read();
    if (stopped) return;
    if (!list || list.me !== account || tooOld(list, Date.now())) return shelf.clear();
    for (const page of pages) leaves.set(page.id, leafOf(page));
    if (live.store.state.loaded) return;
    kept = { state: restored(list, pages), at: list.at };
    changed();
  }

  function onChange({ state }: Seen): void {
    if (state.open !== looked && state.open !== null) opened.set(state.open, Date.now());
    looked = state.open;
    if (!state.loaded || state.epoch === null) return;
    const first = !loaded;
    loaded = true;
    if (first) {
      work = work.then(refresh).catch(nothing); // before anything is written without names
      holding = setTimeout(() => {
        held = false;
        changed();
      }, HELD);
    }
    timer ??= setTimeout(flush, first ? 0 : EVERY);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    work = work.then(write).catch(nothing);
  }

  async function write(): Promise<void> {
    const { state } = live.store;
    if (stopped || !state.loaded || state.epoch === null) return;
    const wanted = plan(state, leaves, opened, Date.now());
    await shelf.write(wanted);
    for (const { id } of wanted.drop) leaves.delete(id);
    for (const page of wanted.put) leaves.set(page.id, leafOf(page));
    if (wanted.ask.some((id) => !asked.has(id))) void ask(wanted.ask);
  }

  /** What is gone because its room has moved, page by page, when there is nothing else to do. */
  async function ask(rooms: readonly string[]): Promise<void> {
    const fresh = rooms.filter((id) => !asked.has(id));
    for (const id of fresh) asked.add(id);
    await new Promise((after) => setTimeout(after, CALM));
    for (const id of fresh) {
      if (stopped) return;
      await live.load.messages(id).catch(nothing);
      await new Promise((after) => setTimeout(after, PAUSE));
    }
  }

  /** What people in the pages are called now. */
  async function refresh(): Promise<void> {
    const names = new Set([account, ...[...leaves.values()].flatMap((leaf) => leaf.names)]);
    const unknown = [...names].filter((id) => !live.store.state.people.has(id));
    if (unknown.length > 0 && !stopped) await live.load.names(unknown);
  }

  function hurry(): void {
    if (document.visibilityState === "hidden" && timer !== undefined) flush();
  }

  return {
    shown({ state, status }) {
      if (state.loaded && !(kept && held && awaits(state, kept.state))) kept = null;
      late ||= status.kind === "reconnecting" || status.kind === "offline";
      return kept && late ? { state: both(kept.state, state), asOf: kept.at } : { state, asOf: null };
    },
    stop() {
      stopped = true;
      unlisten();
      clearTimeout(patience);
      clearTimeout(holding);
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", hurry);
      work = work.then(() => shelf.clear()).catch(nothing);
    },
  };
}

/** What was kept, and what the server has said since. */
function both(kept: State, { open, rooms, people }: State): State {
  if (rooms.size === 0) return { ...kept, open };
  const said = [...rooms].filter(([id, room]) => room.talk.ranges.length > 0 || !kept.rooms.has(id));
  return { ...kept, open, rooms: new Map([...kept.rooms, ...said]), people: new Map([...kept.people, ...people]) };
}

/** Whether the messages that somebody looks at are on their way: until then those that were kept stay. */
function awaits({ open, rooms }: State, kept: State): boolean {
  const shown = open !== null && kept.rooms.get(open)?.talk.ranges.length;
  return !!shown && rooms.get(open)?.talk.ranges.length === 0;
}

/** A device that keeps nothing shows what the server says, and no more. */
function nothing(): void {
  return undefined;
}
