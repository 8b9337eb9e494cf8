/** What was said long ago is found by its words, with the keyboard alone, on a wide screen and on a phone. */
import type { BrowserContextOptions, Locator } from "playwright-core";

import { Api } from "../api.ts";
import { accessible, bringAxe } from "../axe.ts";
import { PASSWORD, type Person } from "../person.ts";
import type { Stage } from "../stage.ts";
import { becomes } from "../until.ts";

const PHONE: BrowserContextOptions = { viewport: { width: 320, height: 568 }, colorScheme: "dark", hasTouch: true };
const LATER = 80;

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.visitor("Ann");
  await bringAxe(ann.context);
  await ann.register();
  const ben = await new Api(stage.url).signIn(`ben-of-${ann.username}`, PASSWORD, "Ben");
  const name = `Galley of ${ann.username}`;
  const word = `brass${ann.username.replace(/\D/g, "")}`;
  const galley = await ben.open(name);
  await ben.say(galley, `<b>The</b> ${word} kettles of <@${await ann.accountId()}> are on the left shelf`);
  await ben.say(galley, `Another ${word} pot`);
  for (let n = 0; n < LATER; n++) await ben.say(galley, `Something else, ${String(n)}`);

  await finds(ann, word, name);
  await narrows(ann, word, ben.account);
  await onAPhone(stage, word);
}

/** From anywhere by a key, in any form of the words, to where it was said. */
async function finds(ann: Person, word: string, room: string): Promise<void> {
  const { page } = ann;
  await page.keyboard.press("Control+Shift+F");
  await becomes("the focus", () => box(ann).evaluate((found) => found === document.activeElement), true);
  await accessible(page, "search");
  await page.keyboard.type(`kettle ${word.slice(0, -1)}`);
  await options(ann).first().waitFor();
  await becomes("how many are found", () => options(ann).count(), 1);
  await becomes("what is marked", () => options(ann).locator("mark").allInnerTexts(), [word, "kettles"]);
  const said = await options(ann).first().innerText();
  for (const shown of [room, "Ben", "<b>The</b>", "@Ann"])
    if (!said.includes(shown)) throw new Error(`${shown} is not in ${said}`);
  await box(ann).fill(word);
  await becomes("how many are found", () => options(ann).count(), 2);
  await accessible(page, "what was found");
  await page.keyboard.press("ArrowDown");
  await becomes("what is chosen", () => options(ann).nth(1).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Enter");
  await ann.room(room).sees("are on the left shelf");
  await page.goBack();
  await becomes("what is searched for", () => box(ann).inputValue(), word);
}

async function narrows(ann: Person, word: string, ben: string): Promise<void> {
  await box(ann).fill(`${word} from:${ben} kettle`);
  await becomes("how many are found", () => options(ann).count(), 1);
  await box(ann).fill(word);
  await ann.page.getByRole("button", { name: /^from:/ }).click();
  await becomes("what is searched for", () => box(ann).inputValue(), `${word} from:`);
  await ann.page.keyboard.type("nobody-at-all");
  await ann.page.getByText(ann.named("search.unknown.from", { name: "nobody-at-all" })).waitFor();
  await accessible(ann.page, "nothing found");
  await ann.page.keyboard.press("Control+K");
  const palette = ann.page.getByRole("combobox", { name: ann.named("palette.title") });
  await palette.waitFor();
  await palette.fill(word);
  await ann.page.getByRole("option", { name: ann.named("palette.search_for", { words: word }) }).click();
  await becomes("how many are found", () => options(ann).count(), 2);
}

async function onAPhone(stage: Stage, word: string): Promise<void> {
  const cat = await stage.visitor("Cat", PHONE);
  await bringAxe(cat.context);
  await cat.register();
  await cat.page.getByRole("link", { name: cat.named("nav.search") }).tap();
  await box(cat).fill(word);
  await becomes("how many are found", () => options(cat).count(), 2);
  const wide = await cat.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) throw new Error("search is wider than a phone");
  await accessible(cat.page, "search, phone");
  await options(cat).nth(0).tap();
  await cat.page.getByText(`Another ${word} pot`).waitFor();
}

function box({ page, named }: Person): Locator {
  return page.getByRole("combobox", { name: named("search.title") });
}

function options({ page, named }: Person): Locator {
  return page.getByRole("listbox", { name: named("search.results") }).getByRole("option");
}
