// A journey with the types that openapi-typescript makes of our document: it compiles as strictly as can be, and runs.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { argv } from "node:process";
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./parley.d.ts";

type Api = Client<paths>;
type Problem = components["schemas"]["Problem"];
type Message = components["schemas"]["Message"];
type Answer<Data> = { data?: Data; error?: Problem; response: Response };

const url = argv[2] ?? "";
const password = "correct horse battery staple";

async function somebody(name: string): Promise<{ id: string; api: Api }> {
  const anybody = createClient<paths>({ baseUrl: url });
  const who = { username: `${name}-${randomUUID().slice(0, 8)}`, password };
  const { account_id } = good(await anybody.POST("/v1/accounts", { body: { ...who, display_name: name } }));
  const session = good(await anybody.POST("/v1/sessions", { body: who }));
  const headers = { Authorization: `Bearer ${session.access_token}` };
  return { id: account_id, api: createClient<paths>({ baseUrl: url, headers }) };
}

function good<Data>({ data, error }: Answer<Data>): Data {
  if (error !== undefined) assert.fail(`${error.type}: ${error.title}`);
  assert(data !== undefined);
  return data;
}

function refused(answer: Answer<unknown>, status: number, slug: string): void {
  const problem = answer.error;
  assert(problem !== undefined);
  assert.deepEqual([answer.response.status, problem.status, problem.type], [status, status, `/problems/${slug}`]);
  assert.equal(answer.response.headers.get("content-type"), "application/problem+json");
}

async function pagesOf(api: Api, room_id: string, min_position: string): Promise<Message[][]> {
  const pages: Message[][] = [];
  let query: { limit: number; before?: number; min_position?: string } = { limit: 2, min_position };
  for (;;) {
    const answer = await api.GET("/v1/rooms/{room_id}/messages", { params: { path: { room_id }, query } });
    const { messages } = good(answer);
    pages.unshift(messages);
    const first = messages[0];
    if (first === undefined || !answer.response.headers.get("link")?.includes('rel="prev"')) return pages;
    query = { limit: 2, before: first.seq };
  }
}

const ann = await somebody("Ann");
const ben = await somebody("Ben");

const opening = {
  params: { header: { "Idempotency-Key": randomUUID() } },
  body: { name: "Kitchen", visibility: "public" },
} as const;
const { room_id, duplicate } = good(await ann.api.POST("/v1/rooms", opening));
const again = good(await ann.api.POST("/v1/rooms", opening));
assert.deepEqual([duplicate, again.duplicate, again.room_id], [false, true, room_id]);

const path = { room_id };
const messages = "/v1/rooms/{room_id}/messages";
refused(await ben.api.POST(messages, { params: { path }, body: { body: "Hello?" } }), 403, "not_a_member");
good(await ben.api.PUT("/v1/rooms/{room_id}/members/me", { params: { path } }));
const bens = { params: { path: { room_id, account_id: ben.id } } };
good(await ann.api.PUT("/v1/rooms/{room_id}/members/{account_id}", bens));

const ids: string[] = [];
for (let number = 0; number < 5; number++) {
  const body = { message_id: randomUUID(), body: `Number ${number}` };
  const sent = good(await (number % 2 ? ben : ann).api.POST(messages, { params: { path }, body }));
  assert.equal(sent.message_id, body.message_id);
  ids.push(sent.message_id);
}
const [annsFirst = "", bensFirst = "", annsSecond = ""] = ids;

const one = "/v1/rooms/{room_id}/messages/{message_id}";
const edited = { body: { body: "Number *one*" } };
good(await ben.api.PATCH(one, { params: { path: { room_id, message_id: bensFirst } }, ...edited }));
refused(
  await ben.api.PATCH(one, { params: { path: { room_id, message_id: annsFirst } }, ...edited }),
  403,
  "not_your_message",
);
const gone = good(await ann.api.DELETE(one, { params: { path: { room_id, message_id: annsSecond } } }));

const pages = await pagesOf(ben.api, room_id, gone.position);
assert.deepEqual(pages.map((page) => page.length), [1, 2, 2]);
const talk = pages.flat();
assert.deepEqual(talk.map(({ body }) => body), ["Number 0", "Number *one*", null, "Number 3", "Number 4"]);
assert.deepEqual(talk.map(({ author }) => author.account_id), [ann.id, ben.id, ann.id, ben.id, ann.id]);

const stranger = createClient<paths>({ baseUrl: url });
refused(await stranger.GET("/v1/me"), 401, "not_signed_in");
console.log("arrived");
