// @vitest-environment happy-dom
import { createPinia, setActivePinia } from "pinia";
import { beforeEach, expect, test, vi } from "vitest";

import { texts } from "../api/texts.ts";
import { forget, keep } from "../api/tokens.ts";
import { useSession } from "./session.ts";

const session = (account_id: string) =>
  ({ account_id, access_token: account_id, refresh_token: "r", expires_in: 600 }) as Parameters<typeof keep>[0];

let answer: (given: Response) => void;

beforeEach(() => {
  localStorage.clear();
  keep(session("ann"));
  setActivePinia(createPinia());
  vi.stubGlobal("fetch", () => new Promise((done) => (answer = done)));
});

async function meanwhile(asks: Promise<unknown>, given: Response): Promise<void> {
  await new Promise((after) => setTimeout(after));
  keep(session("ben"));
  answer(given);
  await asks;
}

test("what is told of one account is not shown of the next", async () => {
  const store = useSession();
  await meanwhile(store.loadMe(), Response.json({ account_id: "ann", username: "ann", display_name: "Ann" }));
  expect(store.me).toBeUndefined();
});

test("whoever signs in while another is erased stays signed in", async () => {
  const store = useSession();
  await meanwhile(store.erase("password", "key"), new Response(null, { status: 204 }));
  expect(store.account).toBe("ben");
});

test("a tab learns from another how its session was over, also when that has gone on already", () => {
  const store = useSession();
  const heard: (string | null)[] = [];
  const setItem = vi.spyOn(texts, "setItem").mockImplementation((_, text) => heard.push(text));
  forget("erased");
  setItem.mockRestore();
  expect(store.over).toBe("erased");

  keep(session("ann"));
  expect(store.account).toBe("ann");
  localStorage.removeItem("parley.session");
  for (const newValue of [...heard, null])
    dispatchEvent(new StorageEvent("storage", { key: "parley.session", newValue }));
  expect([store.account, store.over]).toEqual([undefined, "erased"]);

  keep(session("ann"));
  localStorage.removeItem("parley.session");
  dispatchEvent(new StorageEvent("storage", { key: "parley.session", newValue: null }));
  expect(store.over).toBe("ended");
});
