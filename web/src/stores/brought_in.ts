/**
 * Rooms that I was brought into, or joined in another tab: the live connection tells only of what is followed, and of
 * many tabs each would need a stream of its own to hear the rest. So they are looked for, now and then, while somebody
 * looks.
 */
import type { Live } from "../live/index.ts";

const EVERY = 60_000;
const SOON = 5_000; // between two looks at least

/** Returns what ends it. */
export function lookForRooms(live: () => Live): () => void {
  let last = Date.now();
  const look = async (): Promise<void> => {
    if (document.visibilityState === "hidden" || Date.now() - last < SOON) return;
    last = Date.now();
    try {
      for (const room of await live().load.rooms()) await live().enter(room);
    } catch {
      // the next look finds them
    }
  };
  const timer = setInterval(() => void look(), EVERY + Math.random() * SOON);
  const seen = (): void => void look();
  document.addEventListener("visibilitychange", seen);
  addEventListener("focus", seen);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", seen);
    removeEventListener("focus", seen);
  };
}
