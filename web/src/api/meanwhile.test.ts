import { afterEach, beforeEach, expect, test, vi } from "vitest";

import "./testing/browser.ts";
import { ask, endSession } from "./client.ts";
import { SignedOut, Unreachable } from "./problem.ts";
import { accessToken, account, keep, takeLeave } from "./tokens.ts";

const REFRESH = "/v1/sessions/refresh";
const asked: { path: string; headers: Headers; answer: (given: Response) => void }[] = [];

function session(who: string, turn: number, seconds = 600) {
  const [access_token, refresh_token] = [`${who}-access-${turn}`, `${who}-refresh-${turn}`];
  return { account_id: who, access_token, refresh_token, expires_in: seconds };
}

function over(): Response {
  const document = { type: "/problems/bad_refresh_token", title: "Over", status: 401 };
  return Response.json(document, { status: 401, headers: { "content-type": "application/problem+json" } });
}

async function until(path: string, count = 1): Promise<(given: Response) => void> {
  await vi.waitFor(() => {
    expect(asked.filter((one) => one.path === path)).toHaveLength(count);
  });
  return (given) => asked.findLast((one) => one.path === path)?.answer(given);
}

/** Time passes for whatever waits for an answer. */
let giveUp: () => void;

beforeEach(() => {
  asked.length = 0;
  const late: AbortController[] = [];
  giveUp = () => late.forEach((one) => one.abort(new DOMException("late", "TimeoutError")));
  vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
    const controller = new AbortController();
    late.push(controller);
    return controller.signal;
  });
  vi.stubGlobal("fetch", (path: string, { headers, signal }: RequestInit) => {
    return new Promise<Response>((answer, fail) => {
      signal?.addEventListener("abort", () => fail(signal.reason as Error));
      asked.push({ path, headers: new Headers(headers), answer });
    });
  });
  localStorage.clear();
});

const here = navigator;
afterEach(() => {
  vi.restoreAllMocks();
  vi.stubGlobal("navigator", here);
});

test.each([
  ["renewed", () => Response.json(session("ann", 2))],
  ["over", over],
])("a session that is %s is not the one that somebody began meanwhile", async (_, ending) => {
  keep(session("ann", 1, 30));
  const waits = accessToken();
  const answer = await until(REFRESH);
  keep(session("ben", 1));
  answer(ending());
  await expect(waits).rejects.toBeInstanceOf(SignedOut);
  expect(account()).toBe("ben");
  expect(await accessToken()).toBe("ben-access-1");
});

test("who signed out while the session was renewed stays signed out", async () => {
  keep(session("ann", 1, 30));
  const waits = accessToken();
  const answer = await until(REFRESH);
  takeLeave();
  answer(Response.json(session("ann", 2)));
  await expect(waits).rejects.toBeInstanceOf(SignedOut);
  expect(account()).toBeUndefined();
});

test("two tabs without locks that renew at once both go on, with what was stored first", async () => {
  vi.stubGlobal("navigator", {});
  keep(session("ann", 1, 30));
  vi.resetModules();
  const other = await import("./tokens.ts");
  const waits = [accessToken(), other.accessToken()];
  await until(REFRESH, 2);
  asked[0]?.answer(Response.json(session("ann", 2)));
  expect(await waits[0]).toBe("ann-access-2");
  asked[1]?.answer(Response.json({ ...session("ann", 2), access_token: "another" }));
  expect(await waits[1]).toBe("ann-access-2");
});

test("a renewal that is never answered holds nobody for ever, neither here nor in another tab", async () => {
  keep(session("ann", 1, 30));
  vi.resetModules();
  const other = await import("./tokens.ts");
  const waits = [accessToken(), other.accessToken(), ask("get", "/v1/rooms")];
  await until(REFRESH);
  giveUp();
  for (const wait of waits) await expect(wait).rejects.toThrow("The server cannot be reached.");
  expect(account()).toBe("ann");
});

test("a question that is never answered ends", async () => {
  keep(session("ann", 1));
  const waits = ask("get", "/v1/rooms");
  await until("/v1/rooms");
  giveUp();
  await expect(waits).rejects.toBeInstanceOf(Unreachable);
});

test("signing out is done at once, and the server told afterwards, with a new token where the old one is over", async () => {
  keep(session("ann", 1, 30));
  const ends = endSession(takeLeave());
  expect(account()).toBeUndefined();
  (await until(REFRESH))(Response.json(session("ann", 2)));
  (await until("/v1/sessions/current"))(new Response(null, { status: 204 }));
  await ends;
  expect(asked.at(-1)?.headers.get("authorization")).toBe("Bearer ann-access-2");
  expect(account()).toBeUndefined();
});
