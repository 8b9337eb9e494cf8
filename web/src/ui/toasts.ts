/** Short words about what was just done, that go by themselves. */
import { ref } from "vue";

export interface Toast {
  id: number;
  text: string;
  kind: "info" | "danger";
  action?: { label: string; run: () => void };
}

interface Options {
  kind?: Toast["kind"];
  /** What can be done about it, such as undo. */
  action?: Toast["action"];
  ms?: number;
}

const MOST = 3; // beside those with which something can be done

export const toasts = ref<Toast[]>([]);
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let last = 0;

/** Says it for a while; longer when something can be done. Returns how to take it back. */
export function toast(text: string, { kind = "info", action, ms = action ? 8000 : 5000 }: Options = {}): () => void {
  const id = ++last;
  toasts.value = [...toasts.value, { id, text, kind, ...(action && { action }) }];
  for (const old of toasts.value.filter((each) => !each.action).slice(0, -MOST)) dismiss(old.id);
  timers.set(
    id,
    setTimeout(() => dismiss(id), ms),
  );
  return () => dismiss(id);
}

/** Whoever could do something with them is not here any more. */
export function dismissActions(): void {
  for (const each of toasts.value.filter(({ action }) => action)) dismiss(each.id);
}

export function dismiss(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  toasts.value = toasts.value.filter((each) => each.id !== id);
}
