/** What a page is, judged for those who do not see it, or not well. */
import axe, { type AxeResults } from "axe-core";
import type { BrowserContext, Page } from "playwright-core";

/** The policy lets no page load it, so it is there before the page is. */
export async function bringAxe(context: BrowserContext): Promise<void> {
  await context.addInitScript({ content: axe.source });
}

export async function accessible(page: Page, where: string): Promise<void> {
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  if (violations.length) throw new Error(`${where}:\n${violations.map(described).join("\n")}`);
}

function described({ id, help, nodes }: AxeResults["violations"][number]): string {
  return `${id}: ${help}\n${nodes.map((node) => `  ${node.target.join(" ")} ${node.html}\n  ${node.failureSummary ?? ""}`).join("\n")}`;
}
