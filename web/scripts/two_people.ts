/**
 * Two people talk through the live client, without a browser: `node scripts/two_people.ts URL MESSAGES`. It says `half`
 * when half is said, so that something may happen to the server, and at the end what each of them shows.
 */
import { setTimeout as after } from "node:timers/promises";
import { asker, carry, type Ask, type Transport } from "../src/api/asker.ts";
import { Live } from "../src/live/index.ts";
import { between, unread } from "../src/model/index.ts";

const [url = "", many = "20"] = process.argv.slice(2);

async function person(name: string): Promise<Live> {
  const who = { username: name, password: "correct horse battery" };
  let token: string | undefined;
  const asThem: Transport = (address, request) => carry(url + address, request, token);
  const ask = asker(asThem);
  const signIn = async () => {
    const { body: session } = await ask("post", "/v1/sessions", { body: who });
    token = session.access_token;
    return { token, expiresIn: session.expires_in * 1000, account: session.account_id };
  };
  await ask("post", "/v1/accounts", { body: who });
  const { account } = await signIn();
  const live = new Live({ url: `${url.replace("http", "ws")}/v1/live`, me: account, carry: asThem, token: signIn });
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
const opened = await asks[0]?.("post", "/v1/rooms", { body: { name: "Kitchen", visibility: "public" } });
const room = opened?.body.room_id ?? "";
const path = { room_id: room };
await asks[1]?.("put", "/v1/rooms/{room_id}/members/me", { path });
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
    (await ask("get", "/v1/rooms/{room_id}/messages", { path, query: { after: 0, limit: 200 } })).body,
    (await ask("get", "/v1/rooms/{room_id}", { path })).body,
  ]),
);
console.log(JSON.stringify({ ids, shown, told, statuses }));
ann.stop();
ben.stop();
