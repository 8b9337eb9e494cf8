// @vitest-environment happy-dom
import { createPinia, setActivePinia } from "pinia";
import { beforeAll, expect, test, vi } from "vitest";

import { keep } from "./api/tokens.ts";
import { router } from "./router.ts";
import { toasts } from "./ui/toasts.ts";
import { watchLostParts } from "./views/lost_parts.ts";

const ROOM = "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21";

beforeAll(() => {
  setActivePinia(createPinia());
  keep({ account_id: "ann", access_token: "a", refresh_token: "r", expires_in: 600 });
});

async function leadsTo(address: string): Promise<string> {
  await router.push("/search");
  await router.push(address);
  return router.currentRoute.value.fullPath;
}

test.each([
  [`/rooms/${ROOM}?at=5`, `/rooms/${ROOM}?at=5`],
  [`/search?q=tea#end`, "/search?q=tea#end"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/.//evil.example", "/"],
  ["https://evil.example/", "/"],
])("who wanted to go to %j before signing in gets to %j", async (to, address) => {
  expect(await leadsTo(`/sign-in?to=${encodeURIComponent(to)}`)).toBe(address);
});

test("a room's id is the same however it is written", async () => {
  expect(await leadsTo(`/rooms/${ROOM.toUpperCase()}?at=5`)).toBe(`/rooms/${ROOM}?at=5`);
});

test.each(["/rooms/..%2Fme", "/rooms/..%2F..%2Fhealth", "/rooms/x", "/rooms/"])("%s is no room", async (address) => {
  await leadsTo(address);
  expect(router.currentRoute.value.name).toBe("nowhere");
});

test("a part of the page that is gone is told, and the way to it begins anew there", async () => {
  watchLostParts(router);
  const gone = new TypeError("Failed to fetch dynamically imported module");
  const lost = () => {
    dispatchEvent(Object.assign(new Event("vite:preloadError"), { payload: gone }));
    return Promise.reject(gone);
  };
  router.addRoute({ path: "/gone", component: lost });
  await expect(router.push("/gone")).rejects.toBe(gone);
  await new Promise((done) => setTimeout(done));
  expect(toasts.value).toHaveLength(1);
  const assign = vi.spyOn(location, "assign").mockReturnValue();
  toasts.value[0]?.action?.run();
  expect(assign).toHaveBeenCalledWith("/gone");
  await lost().catch(() => undefined);
  await vi.waitFor(() => {
    expect(toasts.value).toHaveLength(2);
  });
});
