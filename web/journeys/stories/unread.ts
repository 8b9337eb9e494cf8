/** What was not read yet is counted in every tab, and read in one it is read in all; what was not in sight is not read. */
import { Api } from "../api.ts";
import { PASSWORD, type Person } from "../person.ts";
import type { Stage } from "../stage.ts";
import { becomes, until } from "../until.ts";

const MANY = 120; // some screens of them

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann");
  const ben = await new Api(stage.url).signIn(`ben-of-${ann.username}`, PASSWORD, "Ben");
  const name = `Cellar of ${ann.username}`;
  const room = await ben.open(name);
  await ann.joinsRoom(name);
  await ann.page.goto("/");
  const first = ann.page;
  await ann.roomLink(name).waitFor();
  for (const text of ["one", "two"]) await ben.say(room, text);
  await ben.say(room, `three, <@${await ann.accountId()}>`);
  await ann
    .roomLink(name)
    .filter({ hasText: ann.named("count.mentions", { count: 1 }) })
    .waitFor();

  await ann.newTab("/");
  await ann.roomLink(name).click();
  await ann.room(name).sees("three");
  ann.page = first;
  await ann
    .roomLink(name)
    .filter({ hasNotText: ann.named("count.mentions", { count: 1 }) })
    .waitFor();
  await ben.say(room, "four");
  await ann
    .roomLink(name)
    .filter({ hasText: ann.named("count.unread", { count: 1 }) })
    .waitFor();

  await readsAsFarAsOneLooks(ann, ben);
}

async function readsAsFarAsOneLooks(ann: Person, ben: Api): Promise<void> {
  const name = `Archive of ${ann.username}`;
  const room = await ben.open(name);
  const me = await new Api(new URL(ann.page.url()).origin).signIn(ann.username, PASSWORD);
  await me.join(room);
  for (let n = 0; n < MANY; n++) await ben.say(room, `page ${String(n)}`);
  const unread = async () => Number((await me.ask("GET", `/v1/rooms/${room}`))["unread"]);
  await becomes("what is unread", unread, MANY);

  await ann.roomLink(name).click();
  await ann.room(name).sees("page 0");
  const left = await until("a screen of it should be read", unread, (count) => count < MANY);
  if (left < MANY / 2)
    throw new Error(`only ${String(left)} of ${String(MANY)} are unread when the first are in sight`);
  await ann.room(name).say("I am back");
  await becomes("what is unread, at the end", unread, 0);
}
