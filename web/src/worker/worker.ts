/**
 * The service worker: the page opens without the server, too, and who clicks a notification comes to its message.
 *
 * It holds one version of the client, whole, each file checked against its hash. A page comes from the server where it
 * answers, and brings what is named in it; else all comes from here. The API is not touched.
 */
import { isHashed, isPage } from "./addresses.ts";
import type { Called, ToPage, ToWorker } from "./messages.ts";

declare const self: ServiceWorkerGlobalScope;
/** Every built file and its hash, and theirs together: filled in by scripts/worker.ts. */
declare const __FILES__: Record<string, string>;
declare const __VERSION__: string;

type Asked = Extract<ToWorker, { do: "whose" }>;

const FILES = __FILES__;
const PREFIX = "parley-";
const CACHE = PREFIX + __VERSION__;
const INDEX = "/index.html";
const PATIENCE = 3000;
/** Pages that came from here: what they ask for must be of the same version. */
const ours = new Set<string>();

self.addEventListener("install", (event) => {
  event.waitUntil(take());
});
self.addEventListener("activate", (event) => {
  event.waitUntil(begin());
});
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") {
    if (isPage(pathname)) event.respondWith(page(event));
  } else if (pathname in FILES) event.respondWith(file(event, pathname));
});
self.addEventListener("message", (event) => {
  const said = event.data as ToWorker;
  if (said.do === "begin") event.waitUntil(self.skipWaiting());
  else if (event.source) event.waitUntil(answer(event.source, said));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(go((event.notification.data as Called).path));
});

async function take(): Promise<void> {
  const asked = Object.entries(FILES).map(([path, integrity]) => {
    return new Request(path, { integrity, cache: isHashed(path) ? "default" : "no-cache" });
  });
  await (await caches.open(CACHE)).addAll(asked);
}

async function begin(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page({ request, resultingClientId }: FetchEvent): Promise<Response> {
  const asked = fetch(request);
  const answer = await Promise.race([asked.catch(() => undefined), after(PATIENCE)]);
  if (answer && answer.status < 500) return answer;
  const kept = await caches.match(INDEX, { cacheName: CACHE });
  if (!kept) return answer ?? asked;
  ours.add(resultingClientId);
  return kept;
}

async function file({ request, clientId }: FetchEvent, path: string): Promise<Response> {
  const kept = await caches.match(path, { cacheName: CACHE });
  if (kept && (isHashed(path) || ours.has(clientId))) return kept;
  return fetch(request).catch((reason: unknown) => kept ?? Promise.reject(reason));
}

function after(ms: number): Promise<undefined> {
  return new Promise((done) => setTimeout(done, ms));
}

/** Who waits begins when nobody is left who needs the version before. */
async function answer(page: Client | ServiceWorker | MessagePort, { script, waits }: Asked): Promise<void> {
  const tell = (what: ToPage) => {
    page.postMessage(what);
  };
  if (!(new URL(script).pathname in FILES)) tell({ do: waits ? "newer" : "reload" });
  else if (waits && (await windows()).length === 1) await self.skipWaiting();
}

async function windows(): Promise<readonly WindowClient[]> {
  return self.clients.matchAll({ type: "window", includeUncontrolled: true });
}

/** To a page that is open, which finds its own way there, else to one more. */
async function go(path: string): Promise<void> {
  const open = await windows();
  const one = open.find((each) => each.focused) ?? open.find((each) => each.visibilityState === "visible") ?? open[0];
  if (!one) {
    await self.clients.openWindow(path);
    return;
  }
  one.postMessage({ do: "go", path } satisfies ToPage);
  await one.focus();
}
