/** An empty server greets with a page that makes the first account; afterwards nobody sees it again. */
import { accessible, bringAxe } from "../axe.ts";
import { becomes } from "../until.ts";
import type { Stage } from "../stage.ts";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.visitor("Ann");
  await bringAxe(ann.context);
  await ann.page.goto("/");
  await ann.heading("first_run.title").waitFor();
  await accessible(ann.page, "first run");
  await ann.fillAccount();
  await ann.button("first_run.submit").click();
  await ann.isIn();
  await ann.page.reload();
  await ann.isIn();

  const ben = await stage.visitor("Ben");
  await ben.page.goto("/welcome");
  await ben.heading("sign_in.title").waitFor();
  await ben.link("sign_in.to_register").click();
  await ben.fillAccount();
  await ben.field("account.username").fill(ann.username);
  await ben.button("register.submit").click();
  await becomes("the username that is taken", () => ben.field("account.username").getAttribute("aria-invalid"), "true");
  await ben.field("account.username").fill(ben.username);
  await ben.button("register.submit").click();
  await ben.isIn();
}
