/** What a browser complains of while somebody uses it; at the end of a journey there must be nothing. */
import type { BrowserContext, Page } from "playwright-core";

/** A server that is away, or says no, is told to the console by the browser itself. */
const OF_THE_NETWORK = /^(Failed to load resource|WebSocket connection to)/;

export async function watch(context: BrowserContext, complaints: string[]): Promise<void> {
  await context.exposeBinding("violated", (_, what: string) => complaints.push(what));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { violatedDirective, blockedURI, sample } = event;
      const told = (globalThis as unknown as { violated: (what: string) => void }).violated;
      told(`the policy ${violatedDirective} forbade ${blockedURI} ${sample}`);
    });
  });
  context.on("page", (page) => {
    watchPage(page, complaints);
  });
}

function watchPage(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog said ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    const wrong = message.type() === "error" || message.type() === "warning";
    if (wrong && !OF_THE_NETWORK.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
  });
}
