/** The same server at an address of its own, where another version of the client can be put in the place of the first. */
import { createHash } from "node:crypto";
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";

export class Deployed {
  readonly url: string;
  private readonly server: Server;
  private readonly target: URL;
  private readonly sockets: Set<Socket>;
  private later = false;

  private constructor(server: Server, target: URL, sockets: Set<Socket>) {
    [this.server, this.target, this.sockets] = [server, target, sockets];
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  static async before(url: string): Promise<Deployed> {
    const sockets = new Set<Socket>();
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const made = new Deployed(server, new URL(url), sockets);
    server.on("request", (asked: IncomingMessage, answer: ServerResponse) => {
      void made.pass(asked, answer);
    });
    server.on("upgrade", (asked: IncomingMessage, socket: Socket) => {
      made.join(asked, socket);
    });
    return made;
  }

  /** From now on there is a client whose first script is another one, and who was connected begins anew. */
  deploy(): void {
    this.later = true;
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.deploy();
    this.server.close();
    this.server.closeAllConnections();
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const path = asked.url ?? "/";
    if (path.startsWith("/v1/")) {
      const headers = { ...asked.headers, host: this.target.host, origin: this.target.origin };
      const through = request(new URL(path, this.target), { method: asked.method ?? "GET", headers }, (answered) => {
        answer.writeHead(answered.statusCode ?? 500, answered.headers);
        answered.pipe(answer);
      });
      through.on("error", () => answer.destroy());
      asked.pipe(through);
      return;
    }
    const file = await fetch(new URL(path.replace("-later.js", ".js"), this.target));
    const headers = Object.fromEntries(
      [...file.headers].filter(([name]) => !["content-encoding", "content-length", "etag"].includes(name)),
    );
    const bytes = Buffer.from(await file.arrayBuffer());
    const changed = this.later && /html|javascript/.test(headers["content-type"] ?? "");
    const gone = this.later && path === (await this.first());
    answer.writeHead(gone ? 404 : file.status, headers);
    answer.end(gone ? "" : changed ? await this.changed(path, bytes.toString()) : bytes);
  }

  private async changed(path: string, text: string): Promise<string> {
    const first = await this.first();
    const renamed = text.replaceAll(first, first.replace(".js", "-later.js"));
    if (path !== "/worker.js") return path.endsWith(".js") ? text : renamed;
    const index = await (await fetch(new URL("/index.html", this.target))).text();
    const hash = createHash("sha256").update(index.replaceAll(first, first.replace(".js", "-later.js")));
    return renamed
      .replace(/("\/index\.html":")[^"]*/, `$1sha256-${hash.digest("base64")}`)
      .replace(/"[\w+/]{12}"/, '"later"');
  }

  /** The script that a page begins with. */
  private async first(): Promise<string> {
    const index = await (await fetch(new URL("/index.html", this.target))).text();
    return /src="(\/assets\/index-[^"]+\.js)"/.exec(index)?.[1] ?? "";
  }

  private join({ url, headers }: IncomingMessage, socket: Socket): void {
    const there = connect(Number(this.target.port), this.target.hostname);
    const sent = { ...headers, host: this.target.host, origin: this.target.origin };
    const lines = Object.entries(sent).map(([name, value]) => `${name}: ${String(value)}`);
    there.write(`GET ${url ?? "/"} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    for (const [one, other] of [
      [socket, there],
      [there, socket],
    ] as const) {
      this.sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
