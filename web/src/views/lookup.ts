/** What is looked for as one types: the answer to what stands there last, and more of it. */
import { ref, watch, type Ref } from "vue";

import { sentence } from "../words/wrong.ts";

const PAUSE = 200; // ms

/** `find` is asked for the first page, or for the one after what is there, and returns what to do with the answer. */
export function useLookup(typed: Ref<string>, find: (further: boolean, signal: AbortSignal) => Promise<() => void>) {
  const busy = ref(false);
  const wrong = ref<string>();
  let asked = new AbortController();

  watch(
    typed,
    (_, before, onCleanup) => {
      asked.abort();
      const timer = setTimeout(() => void look(false), before === undefined ? 0 : PAUSE);
      onCleanup(() => clearTimeout(timer));
    },
    { immediate: true },
  );

  async function look(further: boolean): Promise<void> {
    if (further && busy.value) return;
    asked.abort();
    const { signal } = (asked = new AbortController());
    [busy.value, wrong.value] = [true, undefined];
    try {
      const show = await find(further, signal);
      if (!signal.aborted) show();
    } catch (error) {
      if (!signal.aborted) wrong.value = await sentence(error);
    } finally {
      if (!signal.aborted) busy.value = false;
    }
  }

  return { busy, wrong, look };
}
