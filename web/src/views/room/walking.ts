/** From message to message by keyboard: Tab leads to one of them, and arrows from there. */
import { computed, nextTick, ref, shallowReactive, watch, type Ref } from "vue";

import type { Row } from "../../model/index.ts";

interface Way {
  /** Bring a row into sight. */
  show: (key: string) => void;
  elementOf: (key: string) => HTMLElement | null | undefined;
  /** Beyond the last one. */
  leave: () => void;
}

export function useWalking(rows: Readonly<Ref<readonly Row[]>>, { show, elementOf, leave }: Way) {
  const focused = ref<string | null>(null);
  const tabbable = computed(() => {
    const kept = focused.value !== null && rows.value.some((row) => row.key === focused.value && isSaid(row));
    return kept ? focused.value : (rows.value.findLast(isSaid)?.key ?? null);
  });

  /** The one of `tabbable`, so that only the two rows whose turn it is are drawn anew. */
  const tabbed = shallowReactive(new Set<string>());
  watch(
    tabbable,
    (now, before) => {
      if (before) tabbed.delete(before);
      if (now !== null) tabbed.add(now);
    },
    { immediate: true },
  );

  async function focusOn(key: string | undefined): Promise<void> {
    if (key === undefined) return;
    focused.value = key;
    show(key);
    await nextTick();
    elementOf(key)?.querySelector<HTMLElement>("article")?.focus({ preventScroll: true });
  }

  function focusLast(): void {
    void focusOn(rows.value.findLast(isSaid)?.key);
  }

  /** The focus came to it by itself. */
  function came({ target }: FocusEvent): void {
    focused.value = keyOf(target as Element) ?? focused.value;
  }

  function keys(event: KeyboardEvent): void {
    const on = (event.target as Element).closest("article");
    if (!on || event.target !== on || event.ctrlKey || event.metaKey || event.altKey) return;
    const messages = rows.value.filter(isSaid);
    const here = messages.findIndex((row) => row.key === keyOf(on));
    const to = {
      ArrowUp: here - 1,
      ArrowDown: here + 1,
      PageUp: Math.max(here - 10, 0),
      PageDown: Math.min(here + 10, messages.length - 1),
      Home: 0,
      End: messages.length - 1,
    }[event.key];
    if (to === messages.length || event.key === "Escape") leave();
    else if (to !== undefined) void focusOn(messages[to]?.key);
    else return;
    event.preventDefault();
  }

  return { tabbed, focusLast, came, keys };
}

function isSaid(row: Row): boolean {
  return row.kind === "message" || row.kind === "pending";
}

function keyOf(element: Element): string | undefined {
  return element.closest("li")?.dataset["key"];
}
