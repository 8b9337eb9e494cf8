/** The room that is looked at: its rows, what they lack, how far it was read when it was opened, and ways to get about. */
import { computed, onScopeDispose, shallowRef, watch, type Ref } from "vue";

import {
  expected,
  firstUnread,
  lastRead,
  holes,
  overlays,
  pending,
  shown,
  timeline,
  messageIn,
  type Message,
  type Range,
  type Room,
  type Row,
  type Wishes,
} from "../../model/index.ts";
import { useLive } from "../../stores/live.ts";
import { dayOf } from "./days.ts";

const PAGE = 100;
const MOST = 1600; // messages kept before the far ones are let go
const KEPT = 1000;

export type Opening = "opening" | "open" | "gone" | "failed";

export function useTalk(id: Readonly<Ref<string>>) {
  const store = useLive();
  const opening = shallowRef<Opening>("opening");
  const wishes = shallowRef<Wishes>({ dayOf, unreadAfter: null, me: store.me });
  /** Where the new begins has been found, or cannot be. */
  const settled = shallowRef(false);
  /** One has been led to where one begins to read: what is in sight before that is not read. */
  const arrived = shallowRef(false);

  const room = computed(() => store.state.rooms.get(id.value));
  const waiting = computed(() => pending(store.outbox, id.value));
  const over = computed(() => overlays(store.outbox, id.value));
  const rows = computed(() => (room.value ? timeline(room.value, waiting.value, wishes.value) : []));

  watch(id, open, { immediate: true });
  watch(() => room.value?.talk.ranges, fetchSystemEvents);
  // What this device kept of it came after the server was found to be away.
  watch(room, (now) => {
    if (now && opening.value === "failed") opening.value = "open";
  });
  onScopeDispose(() => {
    if (store.state.open === id.value && store.state.me) void store.live().open(null);
  });

  async function open(): Promise<void> {
    const asked = id.value;
    opening.value = "opening";
    [settled.value, arrived.value] = [false, false];
    wishes.value = { dayOf, unreadAfter: null, me: store.me };
    try {
      const found = await store.live().open(asked);
      if (asked !== id.value) return;
      opening.value = found ? "open" : "gone";
      if (found) await findUnread(asked);
    } catch {
      if (asked === id.value) opening.value = room.value ? "open" : "failed";
    } finally {
      if (asked === id.value) settled.value = true;
    }
  }

  /** Where the line "new" goes; where that is not loaded, it is asked for once. */
  async function findUnread(asked: string): Promise<void> {
    const first = unreadFrom(asked);
    if (first === null) await store.live().load.messages(asked, { after: room.value ? lastRead(room.value) : 0 }, PAGE);
    if (asked !== id.value) return;
    const seq = first ?? unreadFrom(asked) ?? 0;
    if (seq > 0) wishes.value = { dayOf, unreadAfter: seq - 1, me: store.me };
  }

  function unreadFrom(asked: string): number | null {
    const now = store.state.rooms.get(asked);
    return now && now.facts.role !== null ? firstUnread(now, store.me) : 0;
  }

  /** Fill a hole from the side on which one looks. */
  async function bridge({ from, to }: Range, fromBelow: boolean): Promise<void> {
    const known = room.value;
    if (!known) return;
    const last = to >= known.seq;
    const where = (fromBelow || from === 1) && !last ? { before: to + 1 } : { after: from - 1 };
    const only = from === 1 && last ? {} : where;
    await store
      .live()
      .load.messages(known.id, only, PAGE)
      .catch(() => undefined); // the hole stays, and is tried again when it is seen again
  }

  function fetchSystemEvents(): void {
    const known = room.value;
    if (!known) return;
    for (const chunk of known.talk.ranges) {
      if (chunk.to - chunk.from + 1 === chunk.items.length) continue; // all of them are messages
      for (const { from, to } of holes(known.systemEvents, chunk)) {
        void store
          .live()
          .load.systemEvents(known.id, from, to)
          .catch(() => undefined);
      }
    }
  }

  /** Let go of what is far from where one looks. */
  function trim(around: number): void {
    const known = room.value;
    if (known && size(known) > MOST) {
      store.live().trim(known.id, around, KEPT);
    }
  }

  /** The key of the row to show for a seq, loaded if need be: its message, or the next one after it. */
  async function reach(seq: number): Promise<string | null> {
    const known = room.value;
    if (!known) return null;
    const near = Math.min(seq, known.seq); // a link may lead beyond the end
    if (holes(known.talk.ranges, { from: near, to: near }).length > 0) {
      await store.live().load.messages(known.id, { around: Math.max(near, 1) }, PAGE);
    }
    return after(seq);
  }

  function after(seq: number): string | null {
    let last: string | null = null;
    for (const row of rows.value) {
      if (row.kind !== "message") continue;
      if (row.message.seq >= seq) return row.key;
      last = row.key;
    }
    return last;
  }

  /** A message as it reads with what I did to it. */
  function read(message: Message): Message {
    return shown(message, over.value.get(message.id));
  }

  /** What a row says, also while it is on its way. */
  function said(row: Extract<Row, { kind: "message" | "pending" }>): Message {
    return read(row.kind === "message" ? row.message : expected(row.entry, store.me));
  }

  function find(message: string): Message | undefined {
    const waiting = pending(store.outbox, id.value).find((entry) => entry.id === message);
    const found = (room.value && messageIn(room.value, message)) ?? (waiting && expected(waiting, store.me));
    return found && read(found);
  }

  /** The last message of mine that can be edited. */
  function lastOfMine(): Message | undefined {
    for (let index = rows.value.length - 1; index >= 0; index--) {
      const row = rows.value[index];
      if (row?.kind !== "message" && row?.kind !== "pending") continue;
      const message = said(row);
      if (message.author === store.me && message.body !== null) return message;
    }
    return undefined;
  }

  /** No line "new" any more. */
  function forgetUnread(): void {
    if (wishes.value.unreadAfter !== null) wishes.value = { ...wishes.value, unreadAfter: null };
  }

  return {
    room,
    rows,
    opening,
    settled,
    arrived,
    wishes,
    over,
    open,
    bridge,
    trim,
    reach,
    read,
    find,
    said,
    lastOfMine,
    forgetUnread,
  };
}

export type TalkView = ReturnType<typeof useTalk>;

function size(room: Room): number {
  return room.talk.ranges.reduce((sum, chunk) => sum + chunk.items.length, 0);
}
