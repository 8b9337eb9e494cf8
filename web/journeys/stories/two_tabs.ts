/** Two tabs are one person: signing in or out in one reaches the other, and a page of one is found again. */
import { becomes } from "../until.ts";
import type { Stage } from "../stage.ts";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann");
  const first = ann.page;
  const name = `Loft of ${ann.username}`;
  const loft = await ann.createsRoom(name);
  const second = await ann.newTab(first.url());
  await loft.say("said in the second");
  ann.page = first;
  await loft.sees("said in the second");
  await loft.say("said in the first");
  ann.page = second;
  await becomes("both tabs", () => loft.shown(/said in the \w+/g), ["said in the second", "said in the first"]);

  // What is written in one is written in the other, and sent in one it is sent.
  await loft.composer.fill("written in the second");
  ann.page = first;
  await becomes("what is being written", () => loft.composer.inputValue(), "written in the second");
  await loft.composer.press("Enter");
  ann.page = second;
  await becomes("what is being written", () => loft.composer.inputValue(), "");
  await loft.sees("written in the second");
  await second.close();

  await ann.newTab("/settings");
  await ann.heading("settings.title").waitFor();
  await ann.signOut();
  ann.page = first;
  await ann.heading("sign_in.title").waitFor();

  await ann.page.goto("/settings");
  await ann.heading("sign_in.title").waitFor();
  await ann.field("account.username").fill(ann.username);
  await ann.field("account.password").fill("not this one");
  await ann.button("sign_in.submit").click();
  await ann.page.getByRole("alert").filter({ hasText: /./ }).waitFor();
  await ann.field("account.password").fill("correct horse battery");
  await ann.button("sign_in.submit").click();
  await ann.heading("settings.title").waitFor();
  ann.page = ann.context.pages()[1] ?? first;
  await ann.heading("settings.title").waitFor();
}
