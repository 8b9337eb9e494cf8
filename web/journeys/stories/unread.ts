/** What was not read yet is counted in every tab, and read in one it is read in all. */
import { Api } from "../api.ts";
import { PASSWORD } from "../person.ts";
import type { Stage } from "../stage.ts";

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
}
