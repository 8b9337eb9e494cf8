/**
 * Measures what people feel: `node journeys/figures.ts URL [MESSAGES]` prints a line of JSON for each figure. It wants a
 * Parley without limits and a machine with nothing else to do.
 */
import type { Browser } from "playwright-core";

import { Api } from "./api.ts";
import { openBrowser } from "./browser.ts";
import { frames, loaded, marked, memory, slowed, type Load } from "./meters.ts";
import { chatter } from "./talk.ts";
import { PASSWORD } from "./person.ts";
import { Stage } from "./stage.ts";
import { until } from "./until.ts";

const RUNS = 5;
const SECONDS = 10;
const A_SECOND = 50;
const SCREEN = "main [role=log], main article, main ol li"; // something that was said

const [url = "", many = "10000"] = process.argv.slice(2);

function tell(what: string, value: number, unit: string): void {
  console.log(JSON.stringify({ what, value: Math.round(value * 10) / 10, unit }));
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** A browser that was never here opens the page where one signs in. */
async function firstLoads(browser: Browser, slow: boolean): Promise<void> {
  const loads: Load[] = [];
  for (let run = 0; run < RUNS; run++) {
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1200, height: 800 } });
    const page = await context.newPage();
    if (slow) await slowed(page);
    await marked(page, "form input");
    await page.goto("/sign-in");
    loads.push(await loaded(page));
    await context.close();
  }
  const where = slow ? "sign-in page, slow phone" : "sign-in page";
  tell(`${where}: first contentful paint`, median(loads.map((load) => load.painted)), "ms");
  tell(`${where}: interactive`, median(loads.map((load) => load.ready)), "ms");
  if (!slow) tell("sign-in page: script, compressed", median(loads.map((load) => load.script / 1024)), "KiB");
}

const browser = await openBrowser(["--enable-precise-memory-info", "--js-flags=--expose-gc"]);
const stage = new Stage(browser, url);
const ben = await new Api(url).signIn(`ben-${String(process.pid)}`, PASSWORD, "Ben");
await firstLoads(browser, false);
await firstLoads(browser, true);

const room = await ben.open("A busy room");
const ann = await stage.person("Ann");
const hers = await new Api(url).signIn(ann.username, PASSWORD);
await hers.join(room);
for (const line of chatter(60)) await ben.say(room, line);
const { head } = await hers.ask("GET", `/v1/rooms/${room}`);
await hers.ask("PUT", `/v1/rooms/${room}/read`, { seq: head }); // so that it opens at its end
const rooms: Load[] = [];
for (let run = 0; run < RUNS; run++) {
  const page = await ann.newTab("about:blank");
  await marked(page, SCREEN);
  await page.goto(`/rooms/${room}`);
  rooms.push(await loaded(page));
  await page.close();
}
tell("room, seen before: first contentful paint", median(rooms.map((load) => load.painted)), "ms");
tell("room, seen before: its messages are there", median(rooms.map((load) => load.ready)), "ms");
tell("room: script, compressed", median(rooms.map((load) => load.script / 1024)), "KiB");

const page = await ann.newTab(`/rooms/${room}`);
await page.locator(SCREEN).first().waitFor();
const before = await memory(page);
tell("memory, room open", before.heap / 2 ** 20, "MiB");
await Promise.all(
  Array.from({ length: 16 }, async () => {
    for (const line of chatter(Math.ceil(Number(many) / 16))) await ben.say(room, line);
  }),
);
await ben.say(room, "the last of them");
await until(
  "the last message should be there",
  () => page.getByText("the last of them").count(),
  (n) => n > 0,
);
const after = await memory(page);
tell(`memory, ${Number(many).toLocaleString("en")} messages later`, after.heap / 2 ** 20, "MiB");
tell("elements in the page", after.elements, "");

const still = await frames(page, SECONDS);
tell("frames dropped, nothing happens", still.dropped, `of ${String(still.due)}`);
const arriving = frames(page, SECONDS);
const started = performance.now();
for (const [n, line] of chatter(SECONDS * A_SECOND).entries()) {
  while (performance.now() - started < (n * 1000) / A_SECOND) await new Promise((done) => setTimeout(done, 2));
  void ben.say(room, line);
}
const busy = await arriving;
tell(`frames dropped, ${String(A_SECOND)} messages a second`, busy.dropped, `of ${String(busy.due)}`);
tell("longest frame meanwhile", busy.longest, "ms");

await page.mouse.move(700, 400);
const scrolling = frames(page, SECONDS);
for (const end = performance.now() + SECONDS * 1000; performance.now() < end;) await page.mouse.wheel(0, -240);
const scrolled = await scrolling;
tell("frames dropped, scrolling up", scrolled.dropped, `of ${String(scrolled.due)}`);

await browser.close();
stage.close();
