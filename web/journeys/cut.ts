/** A browser whose way to the server can be cut, or swallow what is said, and be mended. */
import type { BrowserContext, Route, WebSocketRoute } from "playwright-core";

export class Cut {
  private state: "whole" | "cut" | "swallows" = "whole";
  private readonly sockets = new Set<WebSocketRoute>();
  private readonly swallowed: Route[] = [];

  /** Before the page is opened that is to be cut off. */
  static async in(context: BrowserContext): Promise<Cut> {
    const cut = new Cut();
    await context.routeWebSocket(/\/v1\/live/, (socket) => {
      cut.opens(socket);
    });
    await context.route(/\/v1\//, (route) => cut.asks(route));
    return cut;
  }

  async cut(): Promise<void> {
    this.state = "cut";
    for (const socket of this.sockets) await socket.close();
  }

  /** What is asked is not answered. */
  async swallow(): Promise<void> {
    await this.cut();
    this.state = "swallows";
  }

  /** What was swallowed fails; all else goes as before. */
  async mend(): Promise<void> {
    this.state = "whole";
    for (const route of this.swallowed.splice(0)) await route.abort("connectionreset");
  }

  /** How many questions of a kind were swallowed. */
  holds(method: string): number {
    return this.swallowed.filter((route) => route.request().method() === method).length;
  }

  private opens(socket: WebSocketRoute): void {
    if (this.state !== "whole") return void socket.close();
    this.sockets.add(socket);
    const server = socket.connectToServer();
    for (const [one, other] of [
      [socket, server],
      [server, socket],
    ] as const) {
      one.onMessage((text) => {
        other.send(text);
      });
      one.onClose((code, reason) => {
        this.sockets.delete(socket);
        void other.close({ ...(code !== undefined && code !== 1006 && { code }), reason: reason ?? "" });
      });
    }
  }

  private async asks(route: Route): Promise<void> {
    if (this.state === "whole") await route.continue();
    else if (this.state === "cut") await route.abort("connectionreset");
    else this.swallowed.push(route);
  }
}
