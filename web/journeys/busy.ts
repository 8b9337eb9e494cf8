/** How a page keeps up: with what comes as fast as it can be sent, with 50 messages a second, and with who scrolls. */
import type { Page } from "playwright-core";

import type { Api } from "./api.ts";
import { cost, tasks } from "./costs.ts";
import { frames, steadiness } from "./meters.ts";
import { chatter } from "./talk.ts";
import { until } from "./until.ts";

export type Tell = (what: string, value: number, unit: string) => void;

const SECONDS = 10;
const A_SECOND = 50;
const SENDERS = 16;
const NOTCH = 120; // pixels, as a wheel turns
const NOTCHES = 60; // a second: some nine screens

/** So many messages as fast as they can be sent, and one more. */
export async function sent(ben: Api, room: string, many: number, last: string): Promise<void> {
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (const line of chatter(Math.ceil(many / SENDERS))) await ben.say(room, line);
    }),
  );
  await ben.say(room, last);
}

/** From the last one that was sent until it is seen. */
export async function flooded(page: Page, ben: Api, room: string, many: number, tell: Tell): Promise<void> {
  const ended = await cost(page);
  const began = performance.now();
  await sent(ben, room, many, "the last of them");
  const all = performance.now();
  await until(
    "the last message should be there",
    () => page.getByRole("article").filter({ hasText: "the last of them" }).count(),
    (n) => n > 0,
  );
  const what = `${many.toLocaleString("en")} messages as fast as can be`;
  tell(`${what}: sent`, (many * 1000) / (all - began), "a second");
  tell(`${what}: the last one is seen after`, performance.now() - all, "ms");
  const { all: spent, layouts } = await ended();
  tell(`${what}: the page's thread`, spent / many, "ms a message");
  tell(`${what}: layouts`, layouts / many, "a message");
}

export async function arriving(page: Page, ben: Api, room: string, tell: Tell): Promise<void> {
  const [ended, done] = [await cost(page), await tasks(page)];
  const drawing = frames(page, SECONDS);
  await paced(SECONDS * A_SECOND, A_SECOND, (n) => void ben.say(room, chatter(n + 1)[n] ?? ""));
  const { dropped, due, longest } = await drawing;
  const [{ all, style, layout, layouts }, { longest: longestTask, tooLong }] = [await ended(), await done()];
  const [what, many] = [`${String(A_SECOND)} messages a second`, SECONDS * A_SECOND];
  tell(`${what}: frames dropped`, dropped, `of ${String(due)}`);
  tell(`${what}: longest frame`, longest, "ms");
  tell(`${what}: the page's thread`, all / many, "ms a message");
  tell(`${what}: style and layout of that`, (style + layout) / many, "ms a message");
  tell(`${what}: layouts`, layouts / many, "a message");
  tell(`${what}: longest task of the thread`, longestTask, "ms");
  tell(`${what}: tasks longer than a frame`, tooLong, "");
}

/** Up and down again, as fast as somebody spins a wheel; once for what it costs, once to watch what one looks at. */
export async function scrolled(page: Page, what: string, tell: Tell): Promise<void> {
  await page.mouse.move(700, 400);
  for (const [way, by] of [["up", -NOTCH] as const, ["down", NOTCH] as const]) {
    const [ended, done] = [await cost(page), await tasks(page)];
    const drawing = frames(page, SECONDS);
    await spun(page, by);
    const { dropped, due } = await drawing;
    const [{ all }, { longest, tooLong }] = [await ended(), await done()];
    tell(`${what}, ${way}: frames dropped`, dropped, `of ${String(due)}`);
    tell(`${what}, ${way}: the page's thread`, all / (SECONDS * NOTCHES), "ms a notch");
    tell(`${what}, ${way}: longest task of the thread`, longest, "ms");
    tell(`${what}, ${way}: tasks longer than a frame`, tooLong, "");
  }
  for (const [way, by] of [["up", -NOTCH] as const, ["down", NOTCH] as const]) {
    const watching = steadiness(page, NOTCH, SECONDS);
    await spun(page, by);
    const { jumps, blank } = await watching;
    tell(`${what}, ${way}: frames in which something jumped`, jumps, "");
    tell(`${what}, ${way}: frames in which something was not there yet`, blank, "");
  }
}

function spun(page: Page, by: number): Promise<void> {
  return paced(SECONDS * NOTCHES, NOTCHES, () => void page.mouse.wheel(0, by));
}

async function paced(many: number, aSecond: number, act: (n: number) => void): Promise<void> {
  const began = performance.now();
  for (let n = 0; n < many; n++) {
    while (performance.now() - began < (n * 1000) / aSecond) await new Promise((done) => setTimeout(done, 2));
    act(n);
  }
}
