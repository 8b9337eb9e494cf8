/**
 * Two people talk through the live client, without a browser: `node scripts/two_people.ts URL MESSAGES`. It says `half`
 * when half is said, so that something may happen to the server, and at the end what each of them shows.
 */
import { setTimeout as after } from "node:timers/promises";
import { Live, Refused, type Ask } from "../src/live/index.ts";
import { between, unread, type Problem } from "../src/model/index.ts";

const [url = "", many = "20"] = process.argv.slice(2);

function asker(token: () => string): Ask {
  return async (method, path, { body, key } = {}) => {
    const headers = new Headers({ authorization: `Bearer ${token()}` });
    if (body) headers.set("content-type", "application/json");
    if (key) headers.set("idempotency-key", key);
    const answer = await fetch(url + path, { method, headers, body: body ? JSON.stringify(body) : null });
    const told: unknown = answer.status === 204 ? null : await answer.json();
    if (!answer.ok) throw new Refused(told as Problem);
    return { body: told, link: answer.headers.get("link"), position: answer.headers.get("parley-position") };
  };
}

async function person(name: string): Promise<Live> {
  const who = { username: name, password: "correct horse battery" };
  let token = "";
  const ask = asker(() => token);
  const signIn = async () => {
    const { body } = await ask("POST", "/v1/sessions", { body: who });
    const session = body as { access_token: string; expires_in: number; account_id: string };
    token = session.access_token;
    return { token, expiresIn: session.expires_in * 1000, account: session.account_id };
  };
  await ask("POST", "/v1/accounts", { body: who });
  const { account } = await signIn();
  const live = new Live({ url: `${url.replace("http", "ws")}/v1/live`, me: account, ask, token: signIn });
  people.push({ live, ask });
  live.start();
  return live;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await after(20);
}

const people: { live: Live; ask: Ask }[] = [];
const [ann, ben] = [await person("ann"), await person("ben")];
const asks = people.map((one) => one.ask);
const opened = await asks[0]?.("POST", "/v1/rooms", { body: { name: "Kitchen", visibility: "public" } });
const room = (opened?.body as { room_id: string }).room_id;
await asks[1]?.("PUT", `/v1/rooms/${room}/members/me`);
const statuses: string[] = [];
ann.listen(({ status }) => {
  if (statuses.at(-1) !== status.kind) statuses.push(status.kind);
});
for (const live of [ann, ben]) await live.open(room);
const ids: string[] = [];
for (let n = 0; n < Number(many); n++) {
  const said = (n % 2 ? ann : ben).send(room, `number ${String(n)}`);
  ids.push(said);
  if (n === Math.floor(Number(many) / 2)) console.log("half");
  await after(25);
}
const known = (live: Live) => live.store.state.rooms.get(room);
const heard = (live: Live) => between(known(live)?.talk.ranges ?? [], { from: 1, to: Infinity });
await until(() => [ann, ben].every((live) => live.store.outbox.length === 0 && heard(live).length >= ids.length));
ann.edit(room, ids[1] ?? "", "in other words");
ben.remove(room, ids[0] ?? "", 0);
await until(() => [ann, ben].every((live) => heard(live).filter((one) => one.deleted || one.editedAt).length === 2));
for (const live of [ann, ben]) live.read(room, known(live)?.seq ?? 0);
await until(() => [ann, ben].every((live) => live.store.outbox.length === 0));
await after(1500);
const shown = [ann, ben].map((live) => ({
  messages: heard(live).map(({ id, seq, body, html, deleted }) => ({ id, seq, body, html, deleted })),
  unread: (() => {
    const found = known(live);
    return found ? unread(found).unread : null;
  })(),
  members: known(live)?.members?.size ?? null,
}));
const told = await Promise.all(
  asks.map(async (ask) => [
    (await ask("GET", `/v1/rooms/${room}/messages?after=0&limit=200`)).body,
    (await ask("GET", `/v1/rooms/${room}`)).body,
  ]),
);
console.log(JSON.stringify({ ids, shown, told, statuses }));
ann.stop();
ben.stop();
