/** With the keyboard alone: an account, a room, a message, an answer to it, another room, and out again. */
import type { Locator, Page } from "playwright-core";

import { Api } from "../api.ts";
import type { Stage } from "../stage.ts";
import { PASSWORD, type Person } from "../person.ts";
import { becomes, until } from "../until.ts";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.visitor("Ann");
  const { page } = ann;
  await comesIn(ann);
  const name = `Study of ${ann.username}`;
  const opens = ann.button("nav.new_room").first();
  await to(page, opens);
  await page.keyboard.press("Enter");
  await to(page, ann.button("action.cancel"));
  await page.keyboard.press("Enter");
  await has(page, opens);
  await page.keyboard.press("Enter");
  await to(page, ann.field("new_room.name"));
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");

  const study = ann.room(name);
  await to(page, study.composer);
  await page.keyboard.type("First line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("and a second");
  await page.keyboard.press("Enter");
  await study.sees("and a second");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type(", edited");
  await page.keyboard.press("Enter");
  await study.sees("and a second, edited");

  await page.keyboard.press("Escape");
  await has(page, study.message("and a second, edited"));
  await page.keyboard.press("r");
  await has(page, study.composer);
  await page.keyboard.type("An answer");
  await page.keyboard.press("Enter");
  await study.message("An answer").getByRole("button", { name: "First line" }).waitFor();
  await isSaid(stage, ann, "An answer"); // what nobody has heard is thrown away, and not to be undone
  await page.keyboard.press("Escape");
  await has(page, study.message("An answer"));
  await page.keyboard.press("Delete");
  await study.message("An answer").waitFor({ state: "detached" });
  await to(page, ann.button("action.undo"));
  await page.keyboard.press("Enter");
  await study.sees("An answer");

  await jumps(ann, ann.named("nav.settings"));
  await ann.heading("settings.title").waitFor();
  await jumps(ann, name);
  await study.sees("An answer");
  await leaves(ann);
}

async function comesIn(ann: Person): Promise<void> {
  const { page } = ann;
  await page.goto("/sign-in");
  await to(page, ann.link("sign_in.to_register"));
  await page.keyboard.press("Enter");
  await to(page, ann.field("account.display_name"));
  await page.keyboard.type("Ann");
  await to(page, ann.field("account.username"));
  await page.keyboard.press("Control+A");
  await page.keyboard.type(ann.username);
  await to(page, ann.field("account.password"));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await ann.isIn();
}

/** In the room that is open, as another client reads it. */
async function isSaid(stage: Stage, { page, username }: Person, words: string): Promise<void> {
  const elsewhere = await new Api(stage.url).signIn(username, PASSWORD);
  const room = new URL(page.url()).pathname.split("/").pop() ?? "";
  const last = async () => {
    const { messages } = await elsewhere.ask("GET", `/v1/rooms/${room}/messages`);
    return (messages as { body: string }[]).at(-1)?.body;
  };
  await becomes("what was said last", last, words);
}

/** Go somewhere by its first letters. */
async function jumps({ page, named }: Person, where: string): Promise<void> {
  await page.keyboard.press("Control+K");
  await has(page, page.getByRole("combobox", { name: named("palette.title") }));
  await page.keyboard.type(where.slice(0, 8));
  await page.getByRole("option", { name: where }).first().waitFor();
  await page.keyboard.press("Enter");
}

async function leaves(ann: Person): Promise<void> {
  await to(ann.page, ann.account());
  await ann.page.keyboard.press("Enter");
  const out = ann.page.getByRole("menuitem", { name: ann.named("nav.sign_out") });
  await out.waitFor();
  await until(
    "the focus should come to what signs out",
    async () => {
      if (await isFocused(out)) return true;
      await ann.page.keyboard.press("ArrowDown");
      return false;
    },
    Boolean,
  );
  await ann.page.keyboard.press("Enter");
  await ann.heading("sign_in.title").waitFor();
}

const TABS = 60;

/** Tab until it has the focus, which must be seen. */
async function to(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let tab = 0; tab < TABS; tab++) {
    if (await isFocused(wanted)) return seen(page);
    await page.keyboard.press("Tab");
  }
  throw new Error(`${String(TABS)} tabs did not lead to ${wanted.toString()}`);
}

/** It comes to have the focus by itself, which must be seen. */
async function has(page: Page, wanted: Locator): Promise<void> {
  await becomes("the focus", () => isFocused(wanted), true);
  await seen(page);
}

function isFocused(wanted: Locator): Promise<boolean> {
  return wanted.evaluate((element) => element === document.activeElement);
}

/** What has the focus, or what frames it, has an outline, a shadow or a border of its own. */
async function seen(page: Page): Promise<void> {
  const visible = await page.evaluate(() => {
    const focused = document.activeElement;
    const marked = (element: Element | null | undefined) => {
      if (!element) return false;
      const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(element);
      const outlined = outlineStyle !== "none" && !/^(transparent|rgba\(.*, 0\))$/.test(outlineColor);
      return outlined || boxShadow !== "none";
    };
    return marked(focused) || marked(focused?.parentElement);
  });
  if (!visible) throw new Error("the focus is not seen");
}
