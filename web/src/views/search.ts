/** What is found for what is typed: asked for once somebody has stopped typing, page by page. */
import { ref, watch, type Ref } from "vue";

import { ask } from "../api/client.ts";
import type { components } from "../api/generated/http.ts";
import { sentence } from "../words/wrong.ts";

export type Hit = components["schemas"]["Hit"];
export const OPERATORS = ["from", "in", "before", "after"] as const;
export type Operator = (typeof OPERATORS)[number];

const PAGE = 30;
const PAUSE = 200; // ms

export function useSearch(typed: Ref<string>) {
  const hits = ref<Hit[]>();
  const unknown = ref<readonly string[]>([]);
  const more = ref(false);
  const busy = ref(false);
  const wrong = ref<string>();
  let cursor: string | null = null;
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
    asked = new AbortController();
    const { signal } = asked;
    wrong.value = undefined;
    const q = typed.value.trim() === "" ? "" : typed.value.trimStart();
    if (!q) return forget();
    busy.value = true;
    try {
      const query = { q, limit: PAGE, ...(further && cursor && { cursor }) };
      const page = await ask("get", "/v1/search", { query, signal });
      if (signal.aborted) return;
      hits.value = further ? [...(hits.value ?? []), ...page.hits] : page.hits;
      unknown.value = page.unknown;
      cursor = page.next;
      more.value = cursor !== null;
    } catch (error) {
      if (!signal.aborted) wrong.value = await sentence(error);
    } finally {
      if (!signal.aborted) busy.value = false;
    }
  }

  function forget(): void {
    [hits.value, unknown.value, more.value, busy.value] = [undefined, [], false, false];
  }

  return { hits, unknown, more, busy, wrong, look };
}
