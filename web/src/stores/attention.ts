/** Tells the live client whether somebody sits there, when the page may go, and when the network or the machine is back. */
import type { Live } from "../live/index.ts";

const AWAY = 5 * 60_000; // without a key or a pointer

/** Returns what ends it. */
export function watchAttention(live: Live): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  let here = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const become = (now: boolean) => {
    if (now !== here) live.attention((here = now));
  };
  const stir = () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") return;
    become(true);
    timer = setTimeout(() => {
      become(false);
    }, AWAY);
  };
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") {
      live.hurry(); // a phone may end the page without another word, or let it sleep
      timer = setTimeout(() => become(false), AWAY);
    } else {
      stir();
      live.awake();
    }
  };
  for (const type of ["keydown", "pointerdown", "pointermove", "wheel", "focus"] as const)
    addEventListener(type, stir, { signal, passive: true });
  document.addEventListener("visibilitychange", look, { signal });
  addEventListener("pagehide", () => live.hurry(), { signal });
  addEventListener("online", () => live.network(true), { signal });
  addEventListener("offline", () => live.network(false), { signal });
  stir();
  if (!navigator.onLine) live.network(false);
  return () => {
    clearTimeout(timer);
    ended.abort();
  };
}
