/** Two people talk: one opens a room, the other finds it, and what one says, changes or takes back the other sees. */
import type { Stage } from "../stage.ts";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann");
  const ben = await stage.person("Ben");
  const name = `Kitchen of ${ann.username}`;
  const kitchen = await ann.createsRoom(name);
  const hers = await ben.joinsRoom(name);

  await kitchen.say("Is the kettle on?");
  await hers.sees("Is the kettle on?");
  await hers.composer.pressSequentially("Two min");
  await ann.page.getByText(ann.named("typing.one", { name: "Ben" })).waitFor();
  await hers.say("Two minutes ago");
  await kitchen.sees("Two minutes ago");

  await hers.act("Is the kettle on?", "message.reply");
  await hers.say("And the **cups** are out");
  await kitchen.message("And the cups are out").getByRole("button", { name: "Is the kettle on?" }).waitFor();
  await kitchen.message("And the cups are out").locator("strong", { hasText: "cups" }).waitFor();

  await kitchen.composer.press("ArrowUp");
  await kitchen.composer.fill("Is the tea ready?");
  await kitchen.composer.press("Enter");
  await hers
    .message("Is the tea ready?")
    .filter({ hasText: ben.named("message.edited") })
    .first()
    .waitFor();

  await kitchen.say("This was for somebody else");
  await hers.sees("This was for somebody else");
  await kitchen.choose("This was for somebody else", "message.delete");
  await ann.button("action.undo").click();
  await kitchen.sees("This was for somebody else");
  await kitchen.choose("This was for somebody else", "message.delete");
  await ben.page.getByText(ben.named("message.deleted")).waitFor();
  await ann.page.getByText(ann.named("message.deleted")).waitFor();
  await hers.message("This was for somebody else").waitFor({ state: "detached" });

  const cat = await stage.person("Cat");
  const seen = await cat.looksInto(name);
  await seen.sees("Two minutes ago");
  await cat.button("room.join").click();
  await seen.say("Is there any left?");
  await kitchen.sees("Is there any left?");
}
