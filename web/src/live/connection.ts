/**
 * The connection without its socket: what it hears and what the clock says goes in, what is to be done comes out.
 * It keeps the rules of docs/protocol.md. No I/O, no clock, no chance of its own.
 */
import type { ServerFrame, ServerGoodbye, ServerHello, ServerRejected } from "../api/generated/live.ts";
import { backOff, spread } from "./backoff.ts";
import type { Status, Tell } from "./effects.ts";
import { AGAIN, Feeds } from "./feeds.ts";

const OPENING = 15_000; // for a socket and its hello
const POKED = 5000;
const NO_HELP = new Set([4401, 4403]); // whoever hears these without `retry` must sign in

/** `down`: no socket is wanted; `wanted`: as soon as there is a token; `open`: until `hello`; `greeted`: until `ready`. */
type Phase = "down" | "resting" | "wanted" | "open" | "greeted" | "ready";

export class Connection {
  status: Status = { kind: "connecting" };
  epoch: string | null = null;
  readonly feeds: Feeds;
  readonly #tell: Tell;
  readonly #chance: () => number;
  #phase: Phase = "down";
  #tries = 0;
  #numbers = 0;
  #token: { text: string; renewAt: number } | null = null;
  #renewing = false;
  #goodbye: ServerGoodbye | null = null;
  #downSince: number | null = null;
  #offline = false;
  #heartbeat = 25_000;
  #deadline = Infinity;
  #backAt = Infinity;
  /** The id of the last `connect`. */
  #connecting = 0;
  /** When to say `connect` again on the open connection. */
  #connectAt = Infinity;

  constructor(tell: Tell, chance: () => number) {
    this.#tell = tell;
    this.#chance = chance;
    this.feeds = new Feeds(this, tell, chance);
  }

  get ready(): boolean {
    return this.#phase === "ready";
  }

  /** When `tick` has something to do next. */
  get due(): number {
    const renewAt = this.ready && !this.#renewing ? (this.#token?.renewAt ?? Infinity) : Infinity;
    return Math.min(this.#deadline, this.#backAt, this.#connectAt, renewAt, this.feeds.due);
  }

  next(): number {
    return ++this.#numbers;
  }

  start(): void {
    if (this.#phase === "down") this.#want(false);
  }

  stop(): void {
    this.#phase = "down";
    this.#rest();
    this.feeds.clear();
    this.#tell({ do: "close" });
  }

  /** The token that was asked for. */
  token(text: string, expiresIn: number, now: number): void {
    this.#token = { text, renewAt: now + 0.75 * expiresIn };
    this.#renewing = false;
    if (this.#phase === "wanted") {
      this.#phase = "open";
      this.#deadline = now + OPENING;
      this.#tell({ do: "open" });
    } else if (this.ready) this.#connect();
  }

  /** There is none: for good, or it could not be asked for. */
  tokenFailed(now: number, signedOut: boolean): void {
    this.#renewing = false;
    if (signedOut) this.#over({ kind: "signed_out", reason: "" });
    else if (this.#phase === "wanted") this.#wait(now, backOff(this.#tries++, this.#chance()));
    else if (this.#token) this.#token.renewAt = now + AGAIN;
  }

  network(online: boolean, now: number): void {
    this.#offline = !online;
    if (online && this.#phase === "resting") this.#backAt = Math.min(this.#backAt, now + this.#chance() * 300);
    if (!this.ready) this.#show(now);
  }

  /** Somebody is back, or the machine was asleep: find out soon whether the other side is there. */
  poke(now: number): void {
    if (this.#phase === "resting") this.#backAt = now;
    if (!this.ready) return;
    this.#connect();
    this.#deadline = Math.min(this.#deadline, now + POKED);
  }

  closed(now: number, code = 1006): void {
    if (this.#phase === "down" || this.#phase === "resting" || this.#phase === "wanted") return;
    const goodbye = this.#goodbye;
    const settled = this.ready;
    this.#rest();
    this.#tell({ do: "lost" });
    this.#tell({ do: "deliver", action: { kind: "connection_lost" } });
    this.#downSince ??= now;
    if (goodbye && !goodbye.retry) {
      const kind = NO_HELP.has(goodbye.code) ? "signed_out" : "stopped";
      this.#over({ kind, reason: goodbye.reason });
      return;
    }
    if ((goodbye?.code ?? code) === 4401) this.#token = null;
    const asked = goodbye ? spread(goodbye.after_ms ?? [0, 0], this.#chance()) : 0;
    if (goodbye && settled) this.#wait(now, asked);
    else this.#wait(now, Math.max(asked, backOff(this.#tries++, this.#chance())));
  }

  tick(now: number): void {
    if (now >= this.#backAt) this.#want(this.#token === null);
    if (now >= this.#deadline) {
      this.#tell({ do: "close" }); // its end may be heard of late, or never
      this.closed(now);
    }
    if (!this.ready) return;
    if (!this.#renewing && now >= (this.#token?.renewAt ?? Infinity)) {
      this.#renewing = true;
      this.#tell({ do: "token", fresh: true });
    }
    if (now >= this.#connectAt) this.#connect();
    this.feeds.tick(now);
  }

  hear(frame: ServerFrame, now: number): void {
    if (this.#phase === "down" || this.#phase === "resting" || this.#phase === "wanted") return;
    if (this.ready) this.#deadline = now + 2 * this.#heartbeat; // who is not let in is not kept waiting by pings
    switch (frame.frame) {
      case "hello":
        this.#hello(frame, now);
        break;
      case "ready":
        this.#ready(now);
        this.#tell({ do: "deliver", action: { kind: "ready", rooms: frame.rooms } });
        break;
      case "followed":
        this.#tries = 0;
        this.feeds.followed(frame);
        break;
      case "event":
        this.feeds.event(frame);
        break;
      case "signal":
        this.#tell({ do: "deliver", action: { kind: "signal", frame, now } });
        break;
      case "ended":
        this.feeds.ended(frame);
        break;
      case "notice":
        this.feeds.noticed(frame);
        break;
      case "gap":
        this.#connect();
        break;
      case "lagging":
        this.feeds.lagging(frame);
        break;
      case "ping":
        this.#tell({ do: "say", frame: { frame: "pong" } });
        this.feeds.heads(frame.heads);
        break;
      case "accepted":
        this.#tell({ do: "answer", frame });
        break;
      case "rejected":
        this.#rejected(frame, now);
        break;
      case "goodbye":
        this.#goodbye = frame;
        break;
      default: // what this client does not know
    }
  }

  #hello(frame: ServerHello, now: number): void {
    this.#phase = "greeted";
    this.#heartbeat = frame.heartbeat_ms;
    this.#deadline = now + 2 * this.#heartbeat;
    if (this.epoch !== frame.epoch) {
      const begun = this.epoch !== null;
      if (begun) this.feeds.clear();
      this.epoch = frame.epoch;
      this.#tell({ do: "deliver", action: { kind: "epoch", epoch: frame.epoch } });
      if (begun) this.#tell({ do: "anew", room: null });
    }
    this.#connect();
  }

  #connect(): void {
    if (!this.#token) return;
    const resume = this.ready ? [] : this.feeds.resume();
    this.#connecting = this.next();
    this.#connectAt = Infinity;
    const frame = { frame: "connect", id: this.#connecting, token: this.#token.text, resume, notices: true } as const;
    this.#tell({ do: "say", frame });
  }

  #ready(now: number): void {
    if (this.ready) return;
    this.#phase = "ready";
    this.#downSince = null;
    if (!this.feeds.asking) this.#tries = 0;
    this.feeds.ready();
    this.#show(now);
  }

  #rejected(frame: ServerRejected, now: number): void {
    if (typeof frame.id === "string") this.#tell({ do: "answer", frame });
    else if (frame.id === this.#connecting) this.#notConnected(now);
    else this.feeds.rejected(frame, now);
  }

  /** Nothing of a `connect` was answered. */
  #notConnected(now: number): void {
    if (this.ready) this.#connectAt = now + AGAIN + this.#chance() * AGAIN;
    else {
      this.#tell({ do: "close" });
      this.closed(now);
    }
  }

  #want(fresh: boolean): void {
    this.#phase = "wanted";
    this.#backAt = Infinity;
    this.#tell({ do: "token", fresh });
  }

  #wait(now: number, pause: number): void {
    this.#phase = "resting";
    this.#backAt = now + pause;
    this.#show(now);
  }

  #rest(): void {
    if (this.#phase !== "down") this.#phase = "resting";
    [this.#deadline, this.#backAt, this.#goodbye, this.#renewing] = [Infinity, Infinity, null, false];
    this.#connectAt = Infinity;
    this.feeds.lost();
  }

  #over(status: Status): void {
    this.#rest();
    this.#phase = "down";
    this.#tell({ do: "close" });
    this.#become(status);
  }

  #show(now: number): void {
    if (this.ready) this.#become({ kind: "live" });
    else if (this.#offline) this.#become({ kind: "offline", since: this.#downSince ?? now });
    else if (this.#downSince !== null) this.#become({ kind: "reconnecting", since: this.#downSince });
    else this.#become({ kind: "connecting" });
  }

  #become(status: Status): void {
    const since = (one: Status) => ("since" in one ? one.since : 0);
    if (this.status.kind === status.kind && since(this.status) === since(status)) return;
    this.status = status;
    this.#tell({ do: "status", status });
  }
}
