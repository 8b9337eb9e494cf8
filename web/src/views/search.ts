/** What is found for the words that are typed: messages, the newest first, page by page. */
import { ref, type Ref } from "vue";

import { ask } from "../api/client.ts";
import type { components } from "../api/generated/http.ts";
import { useLookup } from "./lookup.ts";

export type Hit = components["schemas"]["Hit"];
export const OPERATORS = ["from", "in", "before", "after"] as const;
export type Operator = (typeof OPERATORS)[number];

const PAGE = 30;

export function useSearch(typed: Ref<string>) {
  const hits = ref<Hit[]>();
  const unknown = ref<readonly string[]>([]);
  const cursor = ref<string | null>(null);

  const lookup = useLookup(typed, async (further, signal) => {
    const q = typed.value.trim() === "" ? "" : typed.value.trimStart();
    if (!q) return forget;
    const query = { q, limit: PAGE, ...(further && cursor.value && { cursor: cursor.value }) };
    const page = await ask("get", "/v1/search", { query, signal });
    return () => {
      hits.value = further ? [...(hits.value ?? []), ...page.hits] : page.hits;
      [unknown.value, cursor.value] = [page.unknown, page.next];
    };
  });

  function forget(): void {
    [hits.value, unknown.value, cursor.value] = [undefined, [], null];
  }

  return { hits, unknown, cursor, ...lookup };
}
