/**
 * The connection without its socket: what it hears and what the clock says goes in, what is to be done comes out.
 * It keeps the rules of docs/protocol.md. No I/O, no clock, no chance of its own.
 */
import type { ServerFrame, ServerGoodbye, ServerHello, ServerNotice, ServerRejected } from "../api/generated/live.ts";
import { Problem } from "../api/problem.ts";
import { backOff, spread } from "./backoff.ts";
import { Feed } from "./feed.ts";
import type { Effect, Status, Tell } from "./effects.ts";

const OPENING = 15_000; // for a socket and its hello
const MOST_ROOMS = 1000;
const POKED = 5000;
const AGAIN = 3000; // after what was refused for now
const NO_HELP = new Set([4401, 4403]); // whoever hears these without `retry` must sign in

/** `down`: no socket is wanted; `wanted`: as soon as there is a token; `open`: until `hello`; `greeted`: until `ready`. */
type Phase = "down" | "resting" | "wanted" | "open" | "greeted" | "ready";

export class Connection {
  status: Status = { kind: "connecting" };
  epoch: string | null = null;
  readonly #feeds = new Map<string, Feed>();
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
  #again = new Map<string, number>();
  /** The id of the last `connect`. */
  #connecting = 0;
  /** When to say `connect` again on the open connection. */
  #connectAt = Infinity;
  /** Followed rooms that I have come into: the follow may be one of before, which is about to end. */
  #came = new Map<string, ServerNotice>();

  constructor(tell: (effect: Effect) => void, chance: () => number) {
    this.#tell = tell;
    this.#chance = chance;
  }

  get ready(): boolean {
    return this.#phase === "ready";
  }

  /** When `tick` has something to do next. */
  get due(): number {
    const renewAt = this.ready && !this.#renewing ? (this.#token?.renewAt ?? Infinity) : Infinity;
    return Math.min(this.#deadline, this.#backAt, this.#connectAt, renewAt, ...this.#again.values());
  }

  start(): void {
    if (this.#phase === "down") this.#want(false);
  }

  stop(): void {
    this.#phase = "down";
    this.#rest();
    this.#feeds.clear();
    this.#tell({ do: "close" });
  }

  follow(room: string, seq: number): void {
    this.#feeds.get(room)?.end();
    this.#feeds.delete(room);
    this.#again.delete(room);
    const feed: Feed = new Feed(
      room,
      seq,
      this.#tell,
      () => this.#say(feed),
      () => ++this.#numbers,
    );
    this.#feeds.set(room, feed);
    if (this.ready) feed.ask();
  }

  follows(room: string): boolean {
    const phase = this.#feeds.get(room)?.phase;
    return phase !== undefined && phase !== "over";
  }

  /** Of all that are followed this is the last to be given up for another. */
  prefer(room: string): void {
    const feed = this.#feeds.get(room);
    if (!feed) return;
    this.#feeds.delete(room);
    this.#feeds.set(room, feed);
  }

  unfollow(room: string): void {
    if (this.follows(room) && this.ready) this.#tell({ do: "say", frame: { frame: "unfollow", room } });
    this.#feeds.get(room)?.end();
    this.#feeds.delete(room);
    this.#again.delete(room);
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
    for (const [room, at] of this.#again) {
      if (now < at) continue;
      this.#again.delete(room);
      this.#feeds.get(room)?.ask();
    }
  }

  fetched(room: string, ticket: number, events: Parameters<Feed["fetched"]>[1], more: boolean): void {
    this.#feeds.get(room)?.fetched(ticket, events, more);
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
        this.#feeds.get(frame.room)?.followed(frame);
        break;
      case "event":
        this.#feeds.get(frame.room)?.event(frame);
        break;
      case "signal":
        this.#tell({ do: "deliver", action: { kind: "signal", frame, now } });
        break;
      case "ended":
        this.#feeds.get(frame.room)?.end();
        this.#tell({ do: "deliver", action: { kind: "ended", frame } });
        this.#back(this.#came.get(frame.room), frame.seq);
        break;
      case "notice":
        if (frame.type === "added" || frame.type === "joined") this.#back(frame, 0);
        break;
      case "gap":
        this.#connect();
        break;
      case "lagging":
        this.#feeds.get(frame.room)?.lagging(frame.head);
        break;
      case "ping":
        this.#tell({ do: "say", frame: { frame: "pong" } });
        for (const [room, head] of Object.entries(frame.heads)) this.#feeds.get(room)?.head(head);
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
      if (begun) this.#feeds.clear();
      this.epoch = frame.epoch;
      this.#tell({ do: "deliver", action: { kind: "epoch", epoch: frame.epoch } });
      if (begun) this.#tell({ do: "anew", room: null });
    }
    this.#connect();
  }

  #connect(): void {
    if (!this.#token) return;
    const idle = this.ready ? [] : [...this.#feeds.values()].filter((feed) => feed.phase === "idle");
    const epoch = this.epoch ?? "";
    const resume = idle.slice(0, MOST_ROOMS).map((feed) => ({ room: feed.room, epoch, seq: feed.seq }));
    for (const feed of idle.slice(0, MOST_ROOMS)) feed.resumed();
    this.#connecting = ++this.#numbers;
    this.#connectAt = Infinity;
    const frame = { frame: "connect", id: this.#connecting, token: this.#token.text, resume, notices: true } as const;
    this.#tell({ do: "say", frame });
  }

  /** I am in a room since a notice; where it is followed still, that is judged when the follow ends at a seq. */
  #back(notice: ServerNotice | undefined, endedAt: number): void {
    if (!notice) return;
    const { room, seq, position } = notice;
    this.#came.delete(room);
    if (this.follows(room)) this.#came.set(room, notice);
    else if (seq > endedAt) this.#tell({ do: "came", room, position });
  }

  #ready(now: number): void {
    if (this.ready) return;
    this.#phase = "ready";
    this.#downSince = null;
    if (![...this.#feeds.values()].some((feed) => feed.phase === "asked")) this.#tries = 0;
    for (const feed of this.#feeds.values()) if (feed.phase === "idle") feed.ask();
    this.#show(now);
  }

  #rejected(frame: ServerRejected, now: number): void {
    if (typeof frame.id === "string") this.#tell({ do: "answer", frame });
    else if (frame.id === this.#connecting) this.#notConnected(now);
    else {
      const feed = this.#feeds.get(frame.room ?? "");
      if (feed?.rejected(frame)) this.#notFollowed(feed, new Problem(frame.problem), now);
    }
  }

  /** Nothing of a `connect` was answered. */
  #notConnected(now: number): void {
    if (this.ready) this.#connectAt = now + AGAIN + this.#chance() * AGAIN;
    else {
      this.#tell({ do: "close" });
      this.closed(now);
    }
  }

  #notFollowed(feed: Feed, problem: Problem, now: number): void {
    if (problem.is("too_many_requests")) this.#makeRoom(feed);
    else if (problem.passes) this.#again.set(feed.room, now + AGAIN + this.#chance() * AGAIN);
    else {
      feed.end();
      this.#tell({ do: "deliver", action: { kind: "barred", room: feed.room } });
    }
  }

  /** So many rooms are followed that another takes the place of the one followed longest. */
  #makeRoom(wanted: Feed): void {
    const [oldest] = [...this.#feeds.values()].filter((feed) => feed.phase === "live");
    if (!oldest) return;
    this.unfollow(oldest.room);
    wanted.ask();
  }

  #say(feed: Feed): number {
    const id = ++this.#numbers;
    const from = { epoch: this.epoch ?? "", seq: feed.seq };
    this.#tell({ do: "say", frame: { frame: "follow", id, room: feed.room, from } });
    return id;
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
    this.#came.clear();
    this.#again.clear();
    for (const feed of this.#feeds.values()) feed.lost();
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
