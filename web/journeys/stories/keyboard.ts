/** With the keyboard alone: an account, a room, a message, an answer to it, another room, and out again. */
import type { Locator, Page } from "playwright-core";

import type { Stage } from "../stage.ts";
import { PASSWORD } from "../person.ts";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.visitor("Ann");
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

const TABS = 60;

/** Tab until it has the focus, which must be seen. */
async function to(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let tab = 0; tab < TABS; tab++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return seen(page);
    await page.keyboard.press("Tab");
  }
  throw new Error(`${String(TABS)} tabs did not lead to ${wanted.toString()}`);
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
