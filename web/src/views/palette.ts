/** What the palette offers for what is typed: my rooms, things to do, and rooms that I may join. */
import { computed, ref, watch, type Ref } from "vue";
import { useRouter, type RouteLocationRaw } from "vue-router";

import { ask } from "../api/client.ts";
import { fitting } from "../model/index.ts";
import { useRoomOrder } from "../stores/room_order.ts";
import { useRooms, type RoomInList } from "../stores/rooms.ts";
import type { IconName } from "../ui/icons.ts";
import { theme } from "../ui/look.ts";
import { t, type PlainKey } from "../words/index.ts";
import { HAS_KEYS } from "./keys.ts";
import { useLeaving } from "./leaving.ts";
import { overlay } from "./overlays.ts";

export interface Offer {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly group: PlainKey;
  /** Which letters were meant. */
  readonly at?: readonly number[];
  readonly room?: RoomInList;
  run: () => unknown;
}

type Action = [PlainKey, IconName, () => unknown];

const MOST = 8; // of each group
const ENOUGH = 2; // letters before the server is asked

export function useOffers(typed: Ref<string>) {
  const rooms = useRooms();
  const order = useRoomOrder();
  const router = useRouter();
  const others = usePublicRooms(typed);
  const to = (place: RouteLocationRaw) => () => router.push(place);
  const actions = useActions(to);

  const mine = computed(() =>
    [...order.shown, ...rooms.archived].map((room): Offer => ({
      id: room.id,
      label: room.name,
      icon: rooms.archived.includes(room) ? "archive" : room.isPrivate ? "lock" : "hash",
      group: "palette.rooms",
      room,
      run: to({ name: "room", params: { id: room.id } }),
    })),
  );
  const joinable = computed(() =>
    others.value
      .filter(({ id }) => !mine.value.some((one) => one.id === id))
      .map(({ id, name }): Offer => ({
        id,
        label: name,
        icon: "compass",
        group: "palette.public",
        run: to({ name: "room", params: { id } }),
      })),
  );

  const said = computed((): Offer[] => {
    const query = typed.value.trim();
    const label = t("palette.search_for", { words: query });
    const run = to({ name: "search", query: { q: query } });
    return query.length < ENOUGH ? [] : [{ id: "search", label, icon: "search", group: "palette.said", run }];
  });

  return computed(() => [
    ...best(typed.value, mine.value),
    ...best(typed.value, actions.value),
    ...joinable.value,
    ...said.value,
  ]);
}

function best(typed: string, all: readonly Offer[]): Offer[] {
  return fitting(typed, all, (offer) => offer.label)
    .slice(0, MOST)
    .map(({ one, fit }) => ({ ...one, at: fit.at }));
}

function useActions(to: (place: RouteLocationRaw) => () => unknown) {
  const leave = useLeaving();
  return computed(() => {
    const found: Action[] = [
      ["nav.new_room", "plus", () => (overlay.value = "new-room")],
      ["nav.search", "search", to({ name: "search" })],
      ["nav.directory", "compass", to({ name: "directory" })],
      ["nav.settings", "settings", to({ name: "settings" })],
      ...(HAS_KEYS ? [["nav.shortcuts", "info", () => (overlay.value = "shortcuts")] as Action] : []),
      ["palette.light", "sun", () => (theme.value = "light")],
      ["palette.dark", "moon", () => (theme.value = "dark")],
      ["palette.system", "settings", () => (theme.value = "system")],
      ["nav.sign_out", "sign-out", leave],
    ];
    return found.map(([id, icon, run]): Offer => ({ id, label: t(id), icon, group: "palette.actions", run }));
  });
}

/** Asked for once somebody has stopped typing. */
function usePublicRooms(typed: Ref<string>) {
  const found = ref<{ id: string; name: string }[]>([]);
  watch(typed, (now, _, onCleanup) => {
    const query = now.trim();
    const asked = new AbortController();
    const timer = setTimeout(() => {
      if (query.length >= ENOUGH) void look(query, asked.signal);
      else found.value = [];
    }, 150);
    onCleanup(() => {
      clearTimeout(timer);
      asked.abort();
    });
  });

  async function look(q: string, signal: AbortSignal): Promise<void> {
    try {
      const { rooms } = await ask("get", "/v1/rooms/directory", { query: { q, limit: MOST }, signal });
      if (!signal.aborted) found.value = rooms.map((room) => ({ id: room.room_id, name: room.name }));
    } catch {
      found.value = []; // without them my own are still there
    }
  }

  return found;
}
