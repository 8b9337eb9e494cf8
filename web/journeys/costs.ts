/** What a page's own thread did meanwhile, in time of the processor: much the same however busy the machine is. */
import type { Page } from "playwright-core";

export interface Cost {
  /** Milliseconds of the thread in all that the page did, and in working out how it looks and where it stands. */
  all: number;
  style: number;
  layout: number;
  /** How often the page was laid out. */
  layouts: number;
}

export interface Tasks {
  /** Milliseconds of the longest thing the thread did at once, and how many took longer than a frame may. */
  longest: number;
  tooLong: number;
}

interface Traced {
  pid: number;
  tid: number;
  name: string;
  tdur?: number;
  args: Record<string, unknown>;
}

const FRAME_MS = 1000 / 60;

/** Returns what ends it and tells. */
export async function cost(page: Page): Promise<() => Promise<Cost>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const look = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return new Map(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await look();
  return async () => {
    const after = await look();
    await devtools.detach();
    const more = (name: string) => (after.get(name) ?? NaN) - (before.get(name) ?? NaN);
    return {
      all: 1000 * more("TaskDuration"),
      style: 1000 * more("RecalcStyleDuration"),
      layout: 1000 * more("LayoutDuration"),
      layouts: more("LayoutCount"),
    };
  };
}

/** Returns what ends it and tells; for some seconds, since everything is written down. */
export async function tasks(page: Page): Promise<() => Promise<Tasks>> {
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser");
  await browser.startTracing(page, { categories: ["toplevel"] });
  return async () => {
    const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: Traced[] };
    const all = tasksOf(traceEvents);
    return { longest: Math.max(0, ...all), tooLong: all.filter((ms) => ms > FRAME_MS).length };
  };
}

/** How long each of the things took that the busiest page's thread did, in milliseconds of the processor. */
function tasksOf(events: readonly Traced[]): number[] {
  const threads = new Map<string, number[]>();
  const of = ({ pid, tid }: Traced) => `${String(pid)} ${String(tid)}`;
  for (const event of events)
    if (event.name === "thread_name" && event.args["name"] === "CrRendererMain") threads.set(of(event), []);
  for (const event of events)
    if (event.name === "ThreadControllerImpl::RunTask") threads.get(of(event))?.push((event.tdur ?? 0) / 1000);
  const sum = (tasks: readonly number[]) => tasks.reduce((all, one) => all + one, 0);
  return [...threads.values()].reduce((most, tasks) => (sum(tasks) > sum(most) ? tasks : most), []);
}
