/** What a browser complains of while somebody uses it; at the end of a journey there must be nothing. */
import type { BrowserContext, Page } from "playwright-core";

/** A server that is away, or says no, is told to the console by the browser itself. */
const OF_THE_NETWORK = /^(Failed to load resource|WebSocket connection to)/;

export async function watch(context: BrowserContext, complaints: string[], trail: string[]): Promise<void> {
  await context.exposeBinding("violated", (_, what: string) => complaints.push(what));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { violatedDirective, blockedURI, sample } = event;
      const report = (globalThis as unknown as { violated: (what: string) => void }).violated;
      report(`the policy ${violatedDirective} forbade ${blockedURI} ${sample}`);
    });
  });
  context.on("page", (page) => {
    watchPage(page, complaints);
    followPage(page, trail);
  });
}

/** What goes over the connection, for whoever looks into a failure. */
function followPage(page: Page, trail: string[]): void {
  const note = (what: string) => trail.push(`${new Date().toISOString()} ${what.slice(0, 300)}`);
  page.on("response", (answer) => {
    if (answer.url().includes("/v1/")) note(`${String(answer.status())} ${answer.request().method()} ${answer.url()}`);
  });
  page.on("requestfailed", (request) => note(`failed ${request.method()} ${request.url()}`));
  page.on("framenavigated", (frame) => note(`at ${frame.url()}`));
  page.on("websocket", (socket) => {
    note("socket opens");
    socket.on("framesent", ({ payload }) => note(`> ${String(payload)}`));
    socket.on("framereceived", ({ payload }) => note(`< ${String(payload)}`));
    socket.on("close", () => note("socket closed"));
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
