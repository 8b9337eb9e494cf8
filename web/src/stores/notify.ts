/** What somebody wants to be called for, kept in this browser for their account, and whether the browser lets us. */
import { defineStore } from "pinia";
import { computed, ref, watch } from "vue";

import { texts } from "../api/texts.ts";
import { WISHES, type Wanted, type Wish } from "../model/calls.ts";
import { useSession } from "./session.ts";

/** `none`: this browser has no notifications, or none for a page that did not come safely. */
export type Permission = NotificationPermission | "none";

interface Kept extends Wanted {
  /** Whether they were asked already. */
  readonly asked: boolean;
}

const FIRST: Kept = { wish: "mentions", muted: [], asked: false };
const PREFIX = "parley.notify.";

export const useNotify = defineStore("notify", () => {
  const session = useSession();
  const kept = ref<Kept>(FIRST);
  const permission = ref<Permission>(permitted());
  const place = () => `${PREFIX}${session.account ?? ""}`;

  watch(() => session.account, read, { immediate: true });
  addEventListener("storage", ({ key }) => {
    if (key === place()) read();
  });
  // It may be changed in the browser's own settings meanwhile.
  addEventListener("focus", () => (permission.value = permitted()));

  function read(): void {
    const text = texts.getItem(place());
    const found = text === null ? {} : (JSON.parse(text) as Partial<Kept>);
    kept.value = { ...FIRST, ...found };
  }

  function change(some: Partial<Kept>): void {
    kept.value = { ...kept.value, ...some };
    texts.setItem(place(), JSON.stringify(kept.value));
  }

  const wish = computed({ get: () => kept.value.wish, set: (wish: Wish) => change({ wish }) });
  const wanted = computed((): Wanted => kept.value);
  /** Whether to offer it, once. */
  const offers = computed(() => permission.value === "default" && !kept.value.asked && wish.value !== "nothing");

  function isMuted(room: string): boolean {
    return kept.value.muted.includes(room);
  }

  function mute(room: string, muted: boolean): void {
    const others = kept.value.muted.filter((one) => one !== room);
    change({ muted: muted ? [...others, room] : others });
  }

  function decline(): void {
    change({ asked: true });
  }

  /** Only when somebody has pressed something that says so. */
  async function ask(): Promise<void> {
    decline();
    permission.value = await Notification.requestPermission();
  }

  return { WISHES, permission, wish, wanted, offers, isMuted, mute, decline, ask };
});

/** What an account that is erased had chosen. */
export function forgetWishes(account: string): void {
  texts.removeItem(PREFIX + account);
}

function permitted(): Permission {
  return "Notification" in globalThis && isSecureContext ? Notification.permission : "none";
}
