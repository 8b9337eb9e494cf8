/** An account is erased elsewhere: every device that was signed in says so, and keeps nothing of it. */
import type { Page } from "playwright-core";

import { Api } from "../api.ts";
import { Cut } from "../cut.ts";
import { PASSWORD } from "../person.ts";
import type { Stage } from "../stage.ts";
import { becomes, until } from "../until.ts";

const WORDS = ["in the hall", "a draft", "never sent"];

export default async function (stage: Stage): Promise<void> {
  const [ann, phone] = [await stage.person("Ann"), await stage.visitor("Ann")];
  for (const { context } of [ann, phone]) await context.addInitScript(() => (Math.random = () => 0.02));
  const account = await ann.accountId();
  const ben = await new Api(stage.url).signIn(`ben-of-${ann.username}`, PASSWORD, "Ben");
  const name = `Hall of ${ann.username}`;
  const hall = await ben.open(name);
  await ben.say(hall, "in the hall");
  await ann.joinsRoom(name);

  // One device is used no more for now, and keeps the room and a draft.
  await phone.page.goto(`/sign-in?to=/rooms/${hall}`);
  await phone.field("account.username").fill(ann.username);
  await phone.field("account.password").fill(PASSWORD);
  await phone.button("sign_in.submit").click();
  await phone.room(name).sees("in the hall");
  await phone.room(name).composer.fill("a draft");
  await keeps(phone.page, account, ["in the hall", "a draft"]);
  await phone.page.goto("about:blank");

  // On the other two tabs stand open; one of them is cut off, with a draft and something that was not sent.
  const first = ann.page;
  const cut = await Cut.in(ann.context);
  const second = await ann.newTab(`/rooms/${hall}`);
  await ann.room(name).sees("in the hall");
  await cut.cut();
  await ann.room(name).say("never sent");
  await ann.room(name).composer.fill("a draft");
  await keeps(second, account, WORDS);

  const elsewhere = await new Api(stage.url).signIn(ann.username, PASSWORD);
  await elsewhere.ask("DELETE", "/v1/me", { password: PASSWORD });
  await cut.mend();
  for (const page of [first, second]) {
    await page.getByText(ann.named("sign_in.erased")).waitFor();
    await keepsNothing(page, account);
  }

  await phone.page.goto(`/rooms/${hall}`);
  await phone.page.getByText(phone.named("sign_in.erased")).waitFor();
  await keepsNothing(phone.page, account);
  await becomes("where it leads", () => Promise.resolve(new URL(phone.page.url()).search), "");
}

async function keeps(page: Page, account: string, words: readonly string[]): Promise<void> {
  const wanted = [account, ...words];
  await until(
    `${wanted.join(", ")} should be kept`,
    () => kept(page),
    (all) => wanted.every((one) => all.includes(one)),
  );
}

async function keepsNothing(page: Page, account: string): Promise<void> {
  await until(
    "nothing should be kept",
    () => kept(page),
    (all) => ![account, ...WORDS].some((one) => all.includes(one)),
  );
}

/** All that lies in the browser for this server, as one text. */
async function kept(page: Page): Promise<string> {
  const lists = await page.evaluate(
    () =>
      new Promise<unknown[]>((done) => {
        const asked = indexedDB.open("parley");
        asked.onsuccess = () => {
          const base = asked.result;
          const stores = [...base.objectStoreNames];
          const all = base.transaction(stores);
          const found = stores.map((store) => all.objectStore(store).getAll());
          all.oncomplete = () => {
            base.close();
            done(found.map((one) => one.result as unknown));
          };
        };
      }),
  );
  return JSON.stringify([lists, await page.evaluate(() => ({ ...localStorage, ...sessionStorage }))]);
}
