/** What a page can tell of itself while it is used. */
import type { Page } from "playwright-core";

export interface Load {
  painted: number;
  ready: number;
  /** Bytes of script as they came. */
  script: number;
}

export interface Frames {
  due: number;
  dropped: number;
  longest: number;
}

const FRAME_MS = 1000 / 60;

/** Before a page is opened: it is ready when this is in it. */
export async function marked(page: Page, selector: string): Promise<void> {
  await page.addInitScript((wanted) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(wanted)) return;
      observer.disconnect();
      requestAnimationFrame(() => performance.mark("ready"));
    }).observe(document, { childList: true, subtree: true });
  }, selector);
}

export async function loaded(page: Page): Promise<Load> {
  await page.waitForFunction(
    () => performance.getEntriesByName("ready").length && performance.getEntriesByName("first-contentful-paint").length,
  );
  return page.evaluate(() => {
    const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? NaN;
    const files = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const scripts = files.filter(({ name }) => new URL(name).pathname.endsWith(".js"));
    const script = scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    return { painted: at("first-contentful-paint"), ready: at("ready"), script };
  });
}

/** As Lighthouse takes a phone to be: a fourth of the processor, 150 ms away, 1.6 Mbit/s. */
export async function slowed(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const bytes = (1.6 * 1024 * 1024) / 8;
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: bytes,
    uploadThroughput: bytes / 2,
  });
}

/** What is left when all that nobody needs has been thrown away. */
export async function memory(page: Page): Promise<{ heap: number; elements: number }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  await devtools.detach();
  return { heap: usedSize, elements: await page.locator("*").count() };
}

export async function frames(page: Page, seconds: number): Promise<Frames> {
  const gaps = await page.evaluate(
    (ms) =>
      new Promise<number[]>((done) => {
        const gaps: number[] = [];
        let last = performance.now();
        const end = last + ms;
        const tick = (now: number) => {
          gaps.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(tick);
          else done(gaps);
        };
        requestAnimationFrame(tick);
      }),
    seconds * 1000,
  );
  const missed = gaps.map((gap) => Math.max(0, Math.round(gap / FRAME_MS) - 1));
  const dropped = missed.reduce((sum, one) => sum + one, 0);
  return { due: gaps.length + dropped, dropped, longest: Math.max(...gaps) };
}

/** In how many frames what one looks at moved otherwise than by whole turns of the wheel, or was not all there. */
export async function steadiness(page: Page, step: number, seconds: number): Promise<{ jumps: number; blank: number }> {
  return page.evaluate(
    ({ step, ms }) =>
      new Promise<{ jumps: number; blank: number }>((done) => {
        const list = document.querySelector("main ol");
        const box = list?.parentElement?.getBoundingClientRect();
        const found = { jumps: 0, blank: 0 };
        const end = performance.now() + ms;
        let watched: { element: Element; top: number } | undefined;
        const tick = (now: number) => {
          if (!list || !box || now >= end) return done(found);
          if (watched?.element.isConnected) {
            const moved = watched.element.getBoundingClientRect().top - watched.top;
            if (Math.abs(moved - Math.round(moved / step) * step) > 1.5) found.jumps++;
          }
          const seen = [...list.children].filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return bottom > box.top && top < box.bottom;
          });
          const whole = (seen.at(-1)?.getBoundingClientRect().bottom ?? 0) >= box.bottom - 2;
          if (!whole || seen.some((row) => row.querySelector(".hole"))) found.blank++;
          const said = seen.filter((row) => row.querySelector("article"));
          const element = said[Math.floor(said.length / 2)];
          watched = element && { element, top: element.getBoundingClientRect().top };
          requestAnimationFrame(tick);
        };
        requestAnimationFrame(tick);
      }),
    { step, ms: seconds * 1000 },
  );
}
