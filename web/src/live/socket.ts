/** The connection's socket: carries frames both ways and tells the connection the time. As thin as it can be. */
import type { ClientFrame, ServerFrame } from "../api/generated/live.ts";
import type { Connection } from "./connection.ts";

const LONGEST = 60_000; // so that a clock that stood still is noticed

export class Socket {
  readonly #url: string;
  readonly #connection: Connection;
  readonly #now: () => number;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rings = Infinity;

  constructor(url: string, connection: Connection, now: () => number) {
    this.#url = url;
    this.#connection = connection;
    this.#now = now;
  }

  open(): void {
    this.close();
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    const mine = (then: () => void) => () => {
      if (this.#socket !== socket) return; // it was given up
      then();
      this.alarm();
    };
    socket.addEventListener("message", ({ data }: MessageEvent<string>) => {
      mine(() => {
        this.#connection.hear(JSON.parse(data) as ServerFrame, this.#now());
      })();
    });
    socket.addEventListener("close", ({ code }) => {
      mine(() => {
        this.#socket = null;
        this.#connection.closed(this.#now(), code);
      })();
    });
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  say(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** Wake the connection when it has something to do; an alarm that is set already may ring too early, once. */
  alarm(): void {
    const [now, due] = [this.#now(), this.#connection.due];
    const rings = due === Infinity ? due : Math.min(Math.max(due, now), now + LONGEST);
    if (this.#rings <= rings && rings < Infinity) return;
    clearTimeout(this.#timer);
    this.#rings = rings;
    if (rings === Infinity) return;
    this.#timer = setTimeout(() => {
      this.#rings = Infinity;
      this.#connection.tick(this.#now());
      this.alarm();
    }, rings - now);
  }
}
