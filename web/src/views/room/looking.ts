/** What somebody looks at in a room: it is read while they sit there, and what is missing near it is asked for. */
import { computed, onScopeDispose, ref, shallowRef, watch } from "vue";

import type { Row } from "../../model/index.ts";
import { useLive } from "../../stores/live.ts";
import type { TalkView } from "./talk.ts";

const NEAR = 100; // rows from what is in sight at which a hole is filled, once somebody scrolls

export function useLooking(talk: TalkView) {
  const store = useLive();
  const { rows, room, wishes, opening, arrived } = talk;
  /** Null until the list has told what is in sight. */
  const sight = shallowRef<{ first: number; last: number; atEnd: boolean } | null>(null);
  const atEnd = computed(() => sight.value?.atEnd ?? true);
  const follows = computed(() => rows.value.at(-1)?.kind !== "hole");
  /** Up to where one has looked at the end. */
  const looked = ref(0);
  /** The line "new" has been in sight. */
  const passed = ref(false);

  const newBelow = computed(() => {
    let count = 0;
    for (let index = rows.value.length - 1; index >= 0; index--) {
      const row = rows.value[index];
      if (row?.kind !== "message") continue;
      if (row.message.seq <= looked.value) break;
      if (row.message.author !== store.me) count++;
    }
    return count;
  });
  const unreadAbove = computed(() => {
    if (wishes.value.unreadAfter === null || !sight.value) return false;
    const index = rows.value.findIndex((row) => row.kind === "unread");
    return index >= 0 && index < sight.value.first && !passed.value;
  });

  watch(sight, look);
  watch(
    arrived,
    (now) => {
      if (!now) return;
      looked.value = wishes.value.unreadAfter ?? room.value?.seq ?? 0;
      look();
    },
    { immediate: true },
  );
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  const unread = store
    .live()
    .reading(() => (isPresent() && atEnd.value && follows.value ? (room.value?.id ?? null) : null));
  onScopeDispose(() => {
    unread();
    removeEventListener("focus", look);
    document.removeEventListener("visibilitychange", look);
  });

  function look(): void {
    if (!room.value || !sight.value || opening.value !== "open") return;
    const { first, last } = sight.value;
    const seen = rows.value.slice(first, last + 1);
    if (seen.some((row) => row.kind === "unread")) passed.value = true;
    fillHoles(first, last);
    if (!isPresent()) return;
    const upTo = atEnd.value && follows.value ? room.value.seq : lastSeq(seen);
    looked.value = Math.max(looked.value, upTo);
    if (room.value.facts.role !== null && upTo > 0) store.live().read(room.value.id, upTo);
  }

  /** Whether somebody sits there and looks. */
  function isPresent(): boolean {
    if (opening.value !== "open" || !arrived.value || !sight.value) return false;
    return document.visibilityState === "visible" && document.hasFocus();
  }

  function fillHoles(first: number, last: number): void {
    const near = atEnd.value ? 2 : NEAR;
    for (let index = Math.max(first - near, 0); index <= Math.min(last + near, rows.value.length - 1); index++) {
      const row = rows.value[index];
      if (row?.kind !== "hole") continue;
      void talk.bridge(row, index <= (first + last) / 2);
    }
    const middle = rows.value.slice(first, last + 1).find((row) => row.kind === "message");
    if (middle?.kind === "message") talk.trim(middle.message.seq);
  }

  return { sight, atEnd, follows, passed, newBelow, unreadAbove };
}

function lastSeq(seen: readonly Row[]): number {
  const row = seen.slice(0, -1).findLast((one) => one.kind === "message");
  return row?.kind === "message" ? row.message.seq : 0;
}
