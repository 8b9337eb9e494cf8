/** What tabs of one browser share, beside the locks, which Node has itself: import it before what rests on it. */
import { vi } from "vitest";

const kept = new Map<string, string>();

vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
  removeItem: (key: string) => kept.delete(key),
  clear: () => kept.clear(),
});
vi.stubGlobal("addEventListener", () => undefined);
