/** The service worker, and whether it has a later version of this page. */
import { ref } from "vue";

import type { ToPage, ToWorker } from "../worker/messages.ts";

/** A later version is there; who goes on without it has this one, whole. */
export const newer = ref(false);

let registered: ServiceWorkerRegistration | undefined;

/** `go`: where a notification that was clicked leads. */
export async function startWorker(go: (path: string) => void): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined; // only for pages that came safely
  if (!workers || !import.meta.env.PROD) return;
  workers.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
    if (data.do === "newer") newer.value = true;
    else if (data.do === "reload") location.reload();
    else go(data.path);
  });
  workers.addEventListener("controllerchange", () => {
    ask(workers.controller, false);
  });
  workers.startMessages();
  registered = await workers.register("/worker.js", { updateViaCache: "none" }).catch(() => undefined);
  registered?.addEventListener("updatefound", () => {
    const found = registered?.installing;
    found?.addEventListener("statechange", () => {
      if (found.state === "installed") ask(registered?.waiting, true);
    });
  });
  ask(registered?.waiting, true);
}

/** The server may have been changed for another. */
export function lookForNewer(): void {
  void registered?.update().catch(() => undefined); // another time, then
}

/** This page, and every other that is open, begins anew with it. */
export function takeNewer(): void {
  if (registered?.waiting) tell(registered.waiting, { do: "begin" });
  else location.reload();
}

/** Where notifications are shown from, if there is a worker. */
export function registration(): ServiceWorkerRegistration | undefined {
  return registered?.active ? registered : undefined;
}

function ask(worker: ServiceWorker | null | undefined, waits: boolean): void {
  const script = document.querySelector<HTMLScriptElement>("script[type=module][src]")?.src;
  if (worker && script) tell(worker, { do: "whose", script, waits });
}

function tell(worker: ServiceWorker, what: ToWorker): void {
  worker.postMessage(what);
}
