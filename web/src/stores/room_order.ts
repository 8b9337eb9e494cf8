/** My rooms in the order of the sidebar, which keys walk through, too. */
import { defineStore } from "pinia";
import { computed, ref } from "vue";

import { inOrder, same } from "../model/order.ts";
import { useRooms, type RoomInList } from "./rooms.ts";

export const useRoomOrder = defineStore("room-order", () => {
  const rooms = useRooms();
  /** While somebody points at the list or walks through it, nothing moves. */
  const held = ref<readonly string[]>([]);
  const shown = computed((before?: readonly RoomInList[]) => {
    const placed = rooms.mine.map((room) => ({ ...room, room, lastSaid: rooms.lastSaid(room.id) }));
    return same(
      before,
      inOrder(placed, held.value).map(({ room }) => room),
    );
  });
  /** Their places alone: another list only where one moves. */
  const ids = computed((before?: readonly string[]) =>
    same(
      before,
      shown.value.map((room) => room.id),
    ),
  );

  function hold(): void {
    if (held.value.length === 0) held.value = shown.value.map((room) => room.id);
  }

  function letGo(): void {
    held.value = [];
  }

  return { shown, ids, hold, letGo };
});
