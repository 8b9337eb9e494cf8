/** What somebody wrote is said as theirs or not at all, whoever sits before the same browser next. */
import type { Page } from "playwright-core";

import { Api } from "../api.ts";
import { Cut } from "../cut.ts";
import { PASSWORD } from "../person.ts";
import type { Stage } from "../stage.ts";
import { becomes, until } from "../until.ts";

interface Said {
  body: string | null;
  deleted: boolean;
  author: { display_name: string };
}

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann");
  await ann.context.addInitScript(() => (Math.random = () => 0.02)); // nobody waits long before trying again
  const cut = await Cut.in(ann.context);
  const ben = await new Api(stage.url).signIn(`ben-of-${ann.username}`, PASSWORD, "Ben");
  const name = `Hall of ${ann.username}`;
  const id = await ben.open(name);
  const said = async () => (await ben.ask("GET", `/v1/rooms/${id}/messages`))["messages"] as Said[];
  const lines = async () => (await said()).map(({ author, body }) => `${author.display_name}: ${body ?? ""}`);
  const hall = await ann.joinsRoom(name);

  const deleted = async () => (await said()).map((one) => one.deleted);

  // A deletion that could still be taken back is done when the page goes, though nothing of Parley runs any more.
  await slips();
  await ann.page.goto("/favicon.svg");
  await becomes("whether it is deleted", deleted, [true]);

  // A browser may close a page without telling it: another tab that is open does it, else the next one.
  const [first, second] = [await untold(), await untold()];
  ann.page = first;
  await slips();
  await first.close();
  await becomes("whether they are deleted", deleted, [true, true]);
  ann.page = second;
  await slips();
  await second.close();
  await ann.newTab(`/rooms/${id}`);
  await becomes("whether they are deleted", deleted, [true, true, true]);
  const gone = ["Ann: ", "Ann: ", "Ann: "];

  // What waits when a session is ended elsewhere waits for who wrote it.
  await hall.composer.waitFor();
  await ann.roomLink(name).waitFor();
  await cut.cut();
  await hall.say("hers alone");
  const elsewhere = await new Api(stage.url).signIn(ann.username, PASSWORD);
  const { sessions } = await elsewhere.ask("GET", "/v1/sessions");
  for (const one of sessions as { session_id: string; current: boolean }[]) {
    if (!one.current) await elsewhere.ask("DELETE", `/v1/sessions/${one.session_id}`);
  }
  await cut.mend();
  await ann.heading("sign_in.title").waitFor();
  await ann.field("account.username").fill(ann.username);
  await ann.field("account.password").fill(PASSWORD);
  await ann.button("sign_in.submit").click();
  await becomes("what was said", lines, [...gone, "Ann: hers alone"]);

  // Who signs out with something under way is asked; it is not said afterwards, and not by who comes next.
  await hall.composer.waitFor();
  await cut.swallow();
  await hall.say("never to be said");
  await until(
    "it is under way",
    () => Promise.resolve(cut.holds("POST")),
    (count) => count > 0,
  );
  await ann.account().click();
  await ann.page.getByRole("menuitem", { name: ann.named("nav.sign_out") }).click();
  await ann.page.getByText(ann.named("sign_out.unsent", { count: 1 })).waitFor();
  await ann.button("action.cancel").click();
  await hall.sees("never to be said");
  await ann.account().click();
  await ann.page.getByRole("menuitem", { name: ann.named("nav.sign_out") }).click();
  await ann.button("sign_out.submit").click();
  await ann.heading("sign_in.title").waitFor();
  await cut.mend();
  const kept = () => ann.page.evaluate(() => JSON.stringify(localStorage).includes("never to be said"));
  await becomes("whether her words are kept", kept, false);
  await ann.page.goto("/sign-in");
  await ann.field("account.username").fill(`ben-of-${ann.username}`);
  await ann.field("account.password").fill(PASSWORD);
  await ann.button("sign_in.submit").click();
  await ann.account().getByText("Ben", { exact: true }).waitFor();
  await ann.roomLink(name).click();
  await hall.say("something of his own");
  await becomes("what was said", lines, [...gone, "Ann: hers alone", "Ben: something of his own"]);
  await becomes("whether her words are kept", kept, false);

  /** Ann says something and deletes it, and could still take that back. */
  async function slips(): Promise<void> {
    await hall.say("a slip");
    await hall.message("a slip").hover();
    const isSaid = hall.message("a slip").getByRole("button", { name: ann.named("message.reply") });
    await isSaid.waitFor();
    await hall.choose("a slip", "message.delete");
    await hall.message("a slip").waitFor({ state: "detached" });
  }

  /** A page that hears neither that it is looked at or not, nor that it goes, as one that is too busy to be told. */
  async function untold(): Promise<Page> {
    const page = await ann.context.newPage();
    await page.addInitScript(() => {
      for (const type of ["visibilitychange", "pagehide"]) {
        addEventListener(type, (event) => event.stopImmediatePropagation(), { capture: true });
      }
    });
    await page.goto(`/rooms/${id}`);
    ann.page = page;
    await hall.composer.waitFor();
    return page;
  }
}
