/** What is written while the server is away waits, also through a reload, and is sent once when it is back. */
import { becomes } from "../until.ts";
import type { Stage } from "../stage.ts";

const NUMBERED = /line \d/g;

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann");
  const ben = await stage.person("Ben");
  const name = `Attic of ${ann.username}`;
  const attic = await ann.createsRoom(name);
  const other = await ben.joinsRoom(name);
  await attic.say("line 0");
  await other.sees("line 0");

  await stage.server("kill all");
  for (const text of ["line 1", "line 2", "line 3"]) await attic.say(text);
  await ann.page.getByText(ann.named("connection.reconnecting")).first().waitFor();
  await attic.say("line 4");
  await ann.page.keyboard.press("Escape");
  await becomes("the focus", () => attic.isFocused("line 4"), true);
  await ann.page.keyboard.press("Delete"); // it was sent to nobody
  await becomes("what waits, in its order", () => attic.shown(NUMBERED), ["line 0", "line 1", "line 2", "line 3"]);
  const address = ann.page.url();
  await ann.page.goto("about:blank"); // gone before the server is back
  await stage.server("start");
  await ann.page.goto(address);
  const all = ["line 0", "line 1", "line 2", "line 3"];
  for (const room of [attic, other]) await becomes("what was said", () => room.shown(NUMBERED), all);
  await ann.page.getByText(ann.named("message.waiting")).waitFor({ state: "detached" });
  await ann.page.reload();
  await becomes("what was said, once more", () => attic.shown(NUMBERED), all);
}
