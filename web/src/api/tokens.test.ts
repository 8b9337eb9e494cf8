import { beforeEach, expect, test, vi } from "vitest";

import "./testing/browser.ts";
import { ask, carryAs } from "./client.ts";
import { Problem, SignedOut, Unreachable } from "./problem.ts";
import { accessToken, account, forget, keep, watchSession } from "./tokens.ts";

type Answers = (path: string, request: RequestInit) => Response;

const asked: string[] = [];
let answers: Answers;

function session(turn: number, seconds = 600) {
  return { account_id: "ann", access_token: `access-${turn}`, refresh_token: `refresh-${turn}`, expires_in: seconds };
}

function problem(slug: string, status: number, headers = {}): Response {
  const document = { type: `/problems/${slug}`, title: slug, status };
  return Response.json(document, { status, headers: { "content-type": "application/problem+json", ...headers } });
}

const REFUSED = { "www-authenticate": 'Bearer realm="parley", error="invalid_token"' };

/** A server that turns each refresh token once. */
function turning(): Answers {
  let turn = 1;
  return (path, { body, headers }) => {
    if (path === "/v1/sessions/refresh") {
      if (JSON.parse(String(body)).refresh_token !== `refresh-${turn}`) return problem("bad_refresh_token", 401);
      return Response.json(session(++turn));
    }
    const token = new Headers(headers).get("authorization");
    const good = token === `Bearer access-${turn}` && turn > 1;
    return good ? Response.json({ rooms: [] }) : problem("expired_token", 401, REFUSED);
  };
}

beforeEach(() => {
  asked.length = 0;
  answers = turning();
  vi.stubGlobal("fetch", async (path: string, request: RequestInit) => {
    asked.push(path);
    return answers(path, request);
  });
  localStorage.clear();
});

test("a token that is good is used as it is, also after a reload", async () => {
  keep(session(1));
  expect(await accessToken()).toBe("access-1");
  expect(account()).toBe("ann");
  expect(asked).toEqual([]);
});

test("many who need a new token at once turn the refresh token once", async () => {
  keep(session(1, 30));
  const tokens = await Promise.all([accessToken(), accessToken(), accessToken()]);
  expect(tokens).toEqual(["access-2", "access-2", "access-2"]);
  expect(asked).toEqual(["/v1/sessions/refresh"]);
});

test("of many tabs one turns the refresh token, and the others find what it got", async () => {
  keep(session(1, 30));
  const tabs = [accessToken];
  for (let more = 0; more < 3; more++) {
    vi.resetModules();
    tabs.push((await import("./tokens.ts")).accessToken);
  }
  expect(new Set(await Promise.all(tabs.map((tab) => tab())))).toEqual(new Set(["access-2"]));
  expect(asked).toEqual(["/v1/sessions/refresh"]);
});

test("a token that is refused before its time is renewed, and the question asked again", async () => {
  keep(session(1));
  expect(await ask("get", "/v1/rooms")).toEqual({ rooms: [] });
  expect(asked).toEqual(["/v1/rooms", "/v1/sessions/refresh", "/v1/rooms"]);
});

test("a password that is wrong is no token that is refused: nothing is renewed or asked again", async () => {
  keep(session(1));
  answers = () => problem("wrong_password", 401, { "www-authenticate": 'Bearer realm="parley"' });
  await expect(ask("delete", "/v1/me", { body: { password: "wrong" } })).rejects.toBeInstanceOf(Problem);
  expect(asked).toEqual(["/v1/me"]);
});

test("what is to outlive the page is asked before anything else happens, with a token that holds still", async () => {
  keep(session(1, 30));
  const [path, given] = ["/v1/sessions/current", { method: "DELETE", headers: new Headers() }] as const;
  void carryAs("ann")(path, { ...given, keepalive: true });
  expect(asked).toEqual([path]);
  for (const whose of ["ben", undefined])
    void carryAs(whose)(path, { ...given, keepalive: true }).catch(() => undefined);
  keep(session(1, 0));
  void carryAs("ann")(path, { ...given, keepalive: true }).catch(() => undefined);
  expect(asked).toEqual([path]);
});

test("what another tab renewed is not renewed again", async () => {
  keep(session(1));
  localStorage.setItem("parley.session", JSON.stringify({ ...stored(), access: "access-9" }));
  expect(await accessToken("access-1")).toBe("access-9");
  expect(asked).toEqual([]);
});

test("a session that is over is forgotten, and whoever watches is told", async () => {
  keep(session(7, 30));
  const watcher = vi.fn();
  watchSession(watcher);
  await expect(ask("get", "/v1/rooms")).rejects.toBeInstanceOf(SignedOut);
  expect(account()).toBeUndefined();
  expect(watcher).toHaveBeenCalledOnce();
});

test("an account that is erased is told from a session that is over", async () => {
  keep(session(7, 30));
  answers = () => problem("account_is_erased", 401);
  const watcher = vi.fn();
  watchSession(watcher);
  await expect(ask("get", "/v1/rooms")).rejects.toBeInstanceOf(SignedOut);
  expect(watcher.mock.calls).toEqual([["erased"]]);
  expect(localStorage.getItem("parley.session")).toBeNull();
});

test("a server that is away ends no session", async () => {
  keep(session(1, 30));
  answers = () => {
    throw new TypeError("Failed to fetch");
  };
  await expect(accessToken()).rejects.toBeInstanceOf(Unreachable);
  answers = () => problem("unavailable", 503, { "retry-after": "1" });
  await expect(accessToken()).rejects.toMatchObject({ status: 503, wait: 1000 });
  expect(account()).toBe("ann");
  answers = () => new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "content-type": "text/html" } });
  await expect(accessToken()).rejects.toBeInstanceOf(Problem);
  expect(account()).toBe("ann");
});

test("signed out, nothing is asked", async () => {
  keep(session(1));
  forget("left");
  await expect(ask("get", "/v1/me")).rejects.toBeInstanceOf(SignedOut);
  expect(asked).toEqual([]);
});

function stored(): object {
  return JSON.parse(localStorage.getItem("parley.session") ?? "{}") as object;
}

test("what one account asked for is never asked as the next, also where it had to wait for a token", async () => {
  keep(session(1, 30));
  let answer: (given: Response) => void = () => undefined;
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    return path === "/v1/sessions/refresh" ? new Promise((done) => (answer = done)) : Response.json({ rooms: [] });
  });
  const waits = [ask("get", "/v1/rooms"), accessToken(undefined, "ann")];
  await vi.waitFor(() => {
    expect(asked).toEqual(["/v1/sessions/refresh"]);
  });
  keep({ ...session(7), account_id: "ben" });
  answer(problem("bad_refresh_token", 503));
  for (const wait of waits) await expect(wait).rejects.toThrow();
  for (const wait of [accessToken(undefined, "ann"), accessToken("access-7", "ann")]) {
    await expect(wait).rejects.toThrow(SignedOut);
  }
  expect(asked).toEqual(["/v1/sessions/refresh"]);
  expect(await accessToken()).toBe("access-7");
});
