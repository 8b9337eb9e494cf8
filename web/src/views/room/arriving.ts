/** Where in a room one arrives: at what the address names by `?at=`, at the first unread message, or at the end. */
import { computed, nextTick, watch, type Ref } from "vue";
import { useRoute, useRouter } from "vue-router";

import { complain } from "../../ui/complain.ts";
import type { TalkView } from "./talk.ts";

interface List {
  show(key: string, light?: boolean): Promise<void>;
}

/** `there` is done once one is at the end, or where the unread begins. */
export function useArriving(
  id: Readonly<Ref<string>>,
  talk: TalkView,
  list: Readonly<Ref<List | null>>,
  there: () => void,
) {
  const route = useRoute();
  const router = useRouter();
  /** The seq that the address leads to; 0 for none. */
  const at = computed(() => {
    const seq = Number(route.query["at"]);
    return Number.isSafeInteger(seq) && seq > 0 ? seq : 0;
  });

  watch(
    [talk.settled, talk.opening, at],
    async ([settled, now]) => {
      if (!settled || now !== "open") return;
      const here = id.value;
      try {
        if (at.value > 0) await goTo(at.value);
        else if (talk.wishes.value.unreadAfter !== null) await list.value?.show("unread", false);
      } finally {
        if (here === id.value) talk.arrived.value = true;
      }
      if (at.value === 0) there();
    },
    { flush: "post", immediate: true },
  );

  async function goTo(seq: number): Promise<void> {
    try {
      const key = await talk.reach(seq);
      await nextTick();
      if (key !== null) await list.value?.show(key);
    } catch (error) {
      await complain(error);
    }
  }

  /** Each link once more, also where one is already. */
  async function goToLink(seq: number): Promise<void> {
    if (route.query["at"] === String(seq)) await goTo(seq);
    else await router.replace({ query: { at: seq } });
  }

  /** Where one is now has no address of its own. */
  async function forgetLink(): Promise<void> {
    if (route.query["at"] !== undefined) await router.replace({ query: {} });
  }

  return { goTo, goToLink, forgetLink };
}
