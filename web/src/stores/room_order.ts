/** My rooms in the order of the sidebar, which keys walk through, too. */
import { defineStore } from "pinia";
import { computed, ref } from "vue";

import { inOrder } from "../model/order.ts";
import { useRooms } from "./rooms.ts";

export const useRoomOrder = defineStore("room-order", () => {
  const rooms = useRooms();
  /** While somebody points at the list or walks through it, nothing moves. */
  const held = ref<readonly string[]>([]);
  const shown = computed(() => inOrder(rooms.mine, held.value));

  function hold(): void {
    if (held.value.length === 0) held.value = shown.value.map((room) => room.id);
  }

  function letGo(): void {
    held.value = [];
  }

  return { shown, hold, letGo };
});
