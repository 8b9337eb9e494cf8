/** Links that lead nowhere, a room that closes while one looks at it, an account that another takes the place of. */
import { Api } from "../api.ts";
import { PASSWORD } from "../person.ts";
import { becomes } from "../until.ts";
import type { Stage } from "../stage.ts";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann");
  const { page } = ann;
  const name = `Loft of ${ann.username}`;
  const loft = await ann.createsRoom(name);
  for (const words of ["one", "two", "three"]) await loft.say(words);
  await becomes("what waits", () => page.getByText(ann.named("message.sending")).count(), 0);
  const room = new URL(page.url()).pathname;

  await page.goto("/rooms/..%2Fme");
  await ann.heading("app.not_found").waitFor();
  await ann.link("app.home").click();
  await ann.roomLink(name).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("loft");
  await page.getByRole("dialog").getByRole("option", { name }).first().waitFor();
  await page.keyboard.press("Escape");

  for (const at of ["1e300", "-1", "x", "9007199254740991"]) {
    await page.goto(`${room}?at=${at}`);
    await loft.sees("three");
  }
  await page.goto(room.toUpperCase().replace("/ROOMS/", "/rooms/"));
  await loft.sees("three");
  await becomes("the address", () => Promise.resolve(new URL(page.url()).pathname), room);

  await loft.composer.fill("のみもの");
  await loft.composer.evaluate((box) => {
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true }));
  });
  await becomes("what is being written", () => loft.composer.inputValue(), "のみもの");
  await loft.composer.fill("");

  const ben = await new Api(stage.url).signIn(`ben-of-${ann.username}`, PASSWORD, "Ben");
  const cellar = await ben.open(`Cellar of ${ann.username}`, "private");
  const account = await ann.accountId();
  await ben.ask("PUT", `/v1/rooms/${cellar}/members/${account}`, { role: "member" });
  await ben.say(cellar, "between us");
  await page.goto(`/rooms/${cellar}`);
  await ann.room(`Cellar of ${ann.username}`).sees("between us");
  await ben.ask("DELETE", `/v1/rooms/${cellar}/members/${account}`);
  await page.getByText(ann.named("room.removed")).waitFor();
  await becomes("what loads", () => page.getByText(ann.named("room.loading")).count(), 0);

  await page.goto(`${room}?at=2`);
  await loft.sees("two");
  const cleo = `cleo-of-${ann.username}`;
  await new Api(stage.url).signIn(cleo, PASSWORD, "Cleo");
  const tab = await ann.newTab("/");
  await takesOver(cleo);
  ann.page = page;
  await page.bringToFront();
  await ann.account().getByText("Cleo", { exact: true }).waitFor();
  await loft.sees("two");
  await tab.close();

  await ann.signOut();
  await page.goto(`${room}?at=2`);
  await ann.field("account.username").fill(ann.username);
  await ann.field("account.password").fill(PASSWORD);
  await ann.button("sign_in.submit").click();
  await loft.sees("two");
  await becomes("the way there", () => Promise.resolve(new URL(page.url()).search), "?at=2");

  /** As if all tabs had slept while somebody signed out and another in. */
  async function takesOver(username: string): Promise<void> {
    await tab.evaluate(
      async ([username, password]) => {
        const headers = { "content-type": "application/json" };
        const body = JSON.stringify({ username, password });
        const session = (await (await fetch("/v1/sessions", { method: "POST", headers, body })).json()) as Record<
          string,
          unknown
        >;
        const { account_id: account, access_token: access, refresh_token: refresh } = session;
        const tokens = { account, access, refresh, until: Date.now() + 600_000 };
        localStorage.setItem("parley.session", JSON.stringify(tokens));
      },
      [username, PASSWORD] as const,
    );
  }
}
