/** A part of the client that is fetched when it is needed may be gone with its version, or out of reach: it is said. */
import type { Router } from "vue-router";

import { toast } from "../ui/toasts.ts";
import { t } from "../words/index.ts";

export function watchLostParts(router: Router): void {
  let missed: unknown;
  addEventListener("vite:preloadError", (event) => {
    missed = event.payload;
    // The router says of the same where it was going to, before this.
    setTimeout(() => missed === event.payload && say(router.currentRoute.value.fullPath));
  });
  router.onError((error, to) => {
    if (error !== missed) return;
    missed = undefined;
    say(to.fullPath);
  });
}

function say(address: string): void {
  const run = () => {
    location.assign(address);
  };
  toast(t("app.part_lost"), { kind: "danger", ms: 15_000, action: { label: t("newer.reload"), run } });
}
