import { expect, test } from "vitest";

import { asker, type Asked } from "./asker.ts";
import { Problem } from "./problem.ts";

const asked: [string, Asked][] = [];
const ask = (answer: Response) =>
  asker((address, request) => {
    asked.push([address, request]);
    return Promise.resolve(answer);
  });

test("what is asked for stands in the address, each part as itself", async () => {
  const query = { ids: ["a", "b"], q: undefined };
  await ask(Response.json({ accounts: [] }))("get", "/v1/accounts", { query });
  await ask(Response.json({}))("get", "/v1/usernames/{username}", { path: { username: "a/b?c" } });
  expect(asked.map(([address]) => address)).toEqual(["/v1/accounts?ids=a&ids=b", "/v1/usernames/a%2Fb%3Fc"]);
});

test.each(["", ".", ".."])("somebody called %j leads nowhere else", async (username) => {
  const before = asked.length;
  await expect(ask(Response.json({}))("get", "/v1/usernames/{username}", { path: { username } })).rejects.toThrow();
  expect(asked.length).toBe(before);
});

test("a refusal is a problem, and an answer has its headers", async () => {
  const refusal = { type: "/problems/not_a_member", title: "You are not a member of this room.", status: 403 };
  const headers = { "content-type": "application/problem+json" };
  const refused = ask(Response.json(refusal, { status: 403, headers }))("get", "/v1/rooms");
  await expect(refused).rejects.toSatisfy((error: Problem) => error.is("not_a_member") && !error.passes);
  const found = await ask(Response.json({ rooms: [] }, { headers: { "parley-position": "1f.7" } }))("get", "/v1/rooms");
  expect([found.body.rooms, found.headers.get("parley-position")]).toEqual([[], "1f.7"]);
});
