/**
 * Measures what people feel: `node journeys/figures.ts URL [MESSAGES [SIZE]]` prints a line of JSON for each figure. It
 * wants a Parley without limits and a machine with nothing else to do.
 */
import type { Browser } from "playwright-core";

import { Api } from "./api.ts";
import { openBrowser } from "./browser.ts";
import { arriving, flooded, scrolled, sent } from "./busy.ts";
import { frames, loaded, marked, memory, slowed, type Load } from "./meters.ts";
import { chatter } from "./talk.ts";
import { PASSWORD } from "./person.ts";
import { Stage } from "./stage.ts";

const RUNS = 5;
const SECONDS = 10;
const SCREEN = "main [role=log], main article, main ol li"; // something that was said

const [url = "", many = "10000", size = "50000"] = process.argv.slice(2);

function tell(what: string, value: number, unit: string): void {
  console.log(JSON.stringify({ what, value: Number(value.toPrecision(value < 10 ? 2 : 4)), unit }));
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

/** So that the room opens at its end. */
async function read(): Promise<void> {
  const { head } = await hers.ask("GET", `/v1/rooms/${room}`);
  await hers.ask("PUT", `/v1/rooms/${room}/read`, { seq: head });
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
await read();
const rooms: Load[] = [];
for (let run = 0; run < RUNS; run++) {
  const page = await ann.newTab("about:blank");
  await marked(page, SCREEN);
  await page.goto(`/rooms/${room}`);
  rooms.push(await loaded(page));
  await page.close();
}
// Its script comes from the service worker by then.
tell("room, seen before: first contentful paint", median(rooms.map((load) => load.painted)), "ms");
tell("room, seen before: its messages are there", median(rooms.map((load) => load.ready)), "ms");

const page = await ann.newTab(`/rooms/${room}`);
await page.locator(SCREEN).first().waitFor();
const before = await memory(page);
tell("memory, room open", before.heap / 2 ** 20, "MiB");
await flooded(page, ben, room, Number(many), tell);
const after = await memory(page);
tell(`memory, ${Number(many).toLocaleString("en")} messages later`, after.heap / 2 ** 20, "MiB");
tell("elements in the page", after.elements, "");

const still = await frames(page, SECONDS);
tell("frames dropped, nothing happens", still.dropped, `of ${String(still.due)}`);
await arriving(page, ben, room, tell);

await page.goto("/");
await sent(ben, room, Math.max(Number(size) - Number(many), 0), "the very last of them");
await read();
await page.goto(`/rooms/${room}`);
await page.getByRole("article").filter({ hasText: "the very last of them" }).waitFor();
const long = `a room of ${Number(size).toLocaleString("en")} messages`;
tell(`memory, ${long} open`, (await memory(page)).heap / 2 ** 20, "MiB");
await scrolled(page, long, tell);
tell(`memory, ${long} scrolled`, (await memory(page)).heap / 2 ** 20, "MiB");

await browser.close();
stage.close();
