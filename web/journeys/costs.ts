/** What a page's own thread did meanwhile, in time of the processor: the same however busy the machine is. */
import type { Page } from "playwright-core";

export interface Cost {
  /** Milliseconds of the thread in all of what the page did, and in three kinds of it. */
  all: number;
  script: number;
  style: number;
  layout: number;
  /** How often the page was laid out. */
  layouts: number;
}

const NAMES = {
  all: "TaskDuration",
  script: "ScriptDuration",
  style: "RecalcStyleDuration",
  layout: "LayoutDuration",
  layouts: "LayoutCount",
} as const;

/** Returns what ends it and tells. */
export async function cost(page: Page): Promise<() => Promise<Cost>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const look = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    const values = new Map(metrics.map(({ name, value }) => [name, value]));
    const of = (name: string) => (values.get(name) ?? NaN) * (name.endsWith("Count") ? 1 : 1000);
    return Object.fromEntries(Object.entries(NAMES).map(([kind, name]) => [kind, of(name)])) as unknown as Cost;
  };
  const before = await look();
  return async () => {
    const after = await look();
    await devtools.detach();
    const kinds = Object.keys(NAMES) as (keyof Cost)[];
    return Object.fromEntries(kinds.map((kind) => [kind, after[kind] - before[kind]])) as unknown as Cost;
  };
}
