import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ClientFrame, ServerFrame } from "../api/generated/live.ts";
import type { Action } from "../model/actions.ts";
import type { ServerEvent } from "../model/state.ts";
import { EPOCH, logOf, ROOM } from "../model/testing/log.ts";
import { Connection } from "./connection.ts";
import type { Effect } from "./effects.ts";

const SENT_AT_MOST = 12;
const hello = { frame: "hello", protocol: "", session: "", heartbeat_ms: 25_000, max_frame_bytes: 1 } as const;
const followed = { frame: "followed", epoch: EPOCH, recovered: true, gap: null, hidden: null, id: null } as const;
const problem = (slug: string, status: number) => ({ type: `/problems/${slug}`, title: "", status });

/** A server on a wire that may drop, repeat and swap what it carries, and a client's connection. */
class Pair {
  readonly log: ServerEvent[];
  readonly connection = new Connection(
    (effect) => {
      this.effects.push(effect);
    },
    () => 0.5,
  );
  readonly heard: Action[] = [];
  readonly said: string[] = [];
  readonly frames: ClientFrame[] = [];
  /** What the server says to a `connect` instead of all else. */
  refusing: ((pair: Pair) => ServerFrame) | null = null;
  now = 0;
  head: number;
  epoch = EPOCH;
  pages: Extract<Effect, { do: "fetch" }>[] = [];
  effects: Effect[] = [];
  wire: ServerFrame[] = [];
  connected = false;
  following = false;
  readonly #unseen: ReadonlySet<number>;

  constructor(log: ServerEvent[], head: number, unseen: Iterable<number> = []) {
    this.log = log;
    this.head = head;
    this.#unseen = new Set(unseen);
    this.connection.start();
    this.connection.feeds.follow(ROOM, head);
    this.work();
  }

  get visible(): number[] {
    return this.log.map((event) => event.seq).filter((seq) => !this.#unseen.has(seq));
  }

  /** Do what the connection wants; then the wire has what the server says to it. */
  work(): void {
    for (let effect = this.effects.shift(); effect; effect = this.effects.shift()) {
      if (effect.do === "token") this.connection.token("token", 600_000, this.now);
      else if (effect.do === "open") this.#opened();
      else if (effect.do === "close") this.connected = false;
      else if (effect.do === "fetch") this.pages.push(effect);
      else if (effect.do === "deliver") this.heard.push(effect.action);
      else if (effect.do === "anew") this.#anew();
      else if (effect.do === "say") this.#say(effect.frame);
    }
  }

  happens(): void {
    if (this.head >= this.log.length) return;
    const event = this.log[this.head++];
    if (this.connected && this.following && event && !this.#unseen.has(event.seq)) this.wire.push(event);
  }

  carry(): void {
    const frame = this.wire.shift();
    if (frame) this.connection.hear(frame, this.now);
    this.work();
  }

  page(): void {
    const asked = this.pages.shift();
    if (!asked) return;
    const all = this.log.slice(asked.after, this.head).filter((event) => !this.#unseen.has(event.seq));
    this.connection.feeds.fetched(asked.room, asked.ticket, all.slice(0, 3), all.length > 3);
    this.work();
  }

  cut(): void {
    if (!this.connected) return;
    [this.connected, this.following, this.wire] = [false, false, []];
    this.connection.closed(this.now);
    this.work();
  }

  later(ms: number): void {
    this.now += ms;
    this.connection.tick(this.now);
    this.work();
  }

  lag(): void {
    if (!this.following || !this.connected) return;
    this.following = false;
    this.wire.push({ frame: "lagging", room: ROOM, head: this.head, reason: "slow_reader" });
  }

  ping(): void {
    if (this.connected) this.wire.push({ frame: "ping", heads: this.following ? { [ROOM]: this.head } : {} });
  }

  /** All that is under way arrives, whatever it takes. */
  rest(): void {
    for (let round = 0; round < 60; round++) {
      while (this.wire.length > 0 || this.pages.length > 0) {
        this.carry();
        this.page();
      }
      this.later(40_000);
      this.ping();
    }
  }

  #opened(): void {
    [this.connected, this.following] = [true, false];
    const hello = { protocol: "parley.v1.json", session: "", heartbeat_ms: 25_000, max_frame_bytes: 262_144 };
    this.wire = [{ frame: "hello", epoch: this.epoch, ...hello }];
  }

  #say(frame: Extract<Effect, { do: "say" }>["frame"]): void {
    this.said.push(frame.frame);
    this.frames.push(frame);
    if (frame.frame === "connect" && this.refusing) this.wire.push(this.refusing(this));
    else if (frame.frame === "connect") {
      this.wire.push({ frame: "ready", account: "", rooms: [], position: "" });
      for (const one of frame.resume ?? []) this.#follow(one.seq, null);
    } else if (frame.frame === "follow") {
      this.#follow((frame.from as { seq: number }).seq, frame.id ?? null);
    }
  }

  #follow(after: number, id: number | string | null): void {
    this.following = true;
    const asked = this.log.slice(after, this.head);
    const far = asked.length > SENT_AT_MOST;
    const hidden = asked.map((event) => event.seq).filter((seq) => this.#unseen.has(seq));
    const [first, last] = [hidden[0], hidden.at(-1)];
    const range = first === undefined || last === undefined ? null : { from: first, to: last };
    const whole = far ? { from: after + 1, to: this.head } : null;
    const one = range && hidden.length === range.to - range.from + 1;
    const gap = whole ?? (one ? null : range);
    const followed = {
      room: ROOM,
      epoch: this.epoch,
      head: this.head,
      recovered: gap === null,
      gap,
      hidden: range,
      id,
    };
    this.wire.push({ frame: "followed", ...followed });
    const out = gap ?? range;
    for (const event of asked) if (!out || event.seq < out.from || event.seq > out.to) this.wire.push(event);
  }

  #anew(): void {
    this.connection.feeds.follow(ROOM, this.head);
  }
}

function seqs(heard: readonly Action[]): number[] {
  return heard.flatMap((one) => (one.kind === "event" ? [one.frame.seq] : []));
}

const sends = Array.from({ length: 60 }, (_, n) => ({ type: "send", who: 0, which: n }));
const deed = fc.record({
  what: fc.constantFrom(
    "happens",
    "happens",
    "happens",
    "carry",
    "carry",
    "carry",
    "page",
    "cut",
    "later",
    "lag",
    "ping",
    "drop",
    "repeat",
    "swap",
    "old",
  ),
  many: fc.integer({ min: 1, max: 15 }),
});

describe("a connection", () => {
  test("gives every event that may be seen once and in order, whatever the wire does", () => {
    fc.assert(
      fc.property(
        fc.array(deed, { maxLength: 80 }),
        fc.array(fc.integer({ min: 4, max: 60 }), { maxLength: 9 }),
        (deeds, unseen) => {
          const pair = new Pair(logOf(sends), 3, unseen);
          let old: ServerFrame[] = [];
          for (const { what, many } of deeds) {
            if (what === "drop") {
              const index = pair.wire.findIndex((one) => one.frame === "event");
              if (index >= 0) pair.wire.splice(index, 1);
            } else if (what === "repeat")
              pair.wire.push(...pair.wire.filter((one) => one.frame === "event").slice(0, many));
            else if (what === "swap") {
              const index = pair.wire.findIndex(
                (one, at) => one.frame === "event" && pair.wire[at + 1]?.frame === "event",
              );
              if (index >= 0) pair.wire.splice(index, 2, ...pair.wire.slice(index, index + 2).reverse());
            } else if (what === "old") {
              pair.wire.push(...old);
              old = pair.wire.filter((one) => one.frame === "event");
            } else if (what === "cut" || what === "lag" || what === "ping") pair[what]();
            else if (what === "later") pair.later(many * 200);
            else
              for (let n = 0; n < many; n++)
                if (what === "happens" || what === "carry" || what === "page") pair[what]();
          }
          pair.rest();
          expect(seqs(pair.heard)).toEqual(pair.visible.filter((seq) => seq > 3 && seq <= pair.head));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("tells of seqs that may not be seen where they stand", () => {
    const pair = new Pair(logOf(sends), 3, [6, 7]);
    pair.cut();
    for (let n = 0; n < 6; n++) pair.happens();
    pair.rest();
    const deltas = pair.heard.filter((one) => one.kind === "event" || one.kind === "hidden");
    expect(deltas.map((one) => (one.kind === "event" ? one.frame.seq : `to ${String(one.to)}`))).toEqual([
      4,
      5,
      "to 7",
      8,
      9,
    ]);
  });

  test("throws away everything when the log is another", () => {
    const pair = new Pair(logOf(sends), 3);
    pair.rest();
    pair.epoch = "another";
    pair.cut();
    pair.rest();
    expect(pair.heard).toContainEqual({ kind: "epoch", epoch: "another" });
  });

  test("comes back after a goodbye within the time it was told, and not where it makes no sense", () => {
    const pair = new Pair(logOf(sends), 3);
    pair.carry();
    pair.carry();
    pair.connection.hear(
      { frame: "goodbye", code: 1012, reason: "the server restarts", retry: true, after_ms: [1000, 3000] },
      5,
    );
    pair.cut();
    expect(pair.connection.status).toEqual({ kind: "reconnecting", since: 0 });
    expect(pair.connection.due).toBe(2000);
    pair.later(2000);
    pair.carry();
    pair.carry();
    expect(pair.connection.status.kind).toBe("live");
    pair.connection.hear({ frame: "goodbye", code: 4401, reason: "the session has ended", retry: false }, 6);
    pair.cut();
    expect(pair.connection.status).toEqual({ kind: "signed_out", reason: "the session has ended" });
    expect(pair.connection.due).toBe(Infinity);
  });

  test("asks for a fresh token when the old one was refused, and renews it before it expires", () => {
    const asked: boolean[] = [];
    const connection: Connection = new Connection(
      (effect) => {
        if (effect.do === "token") asked.push(effect.fresh);
      },
      () => 0,
    );
    connection.start();
    connection.token("first", 1000, 0);
    connection.hear({ ...hello, epoch: EPOCH }, 0);
    connection.hear({ frame: "ready", account: "", rooms: [], position: "" }, 0);
    expect(connection.due).toBe(750);
    connection.tick(750);
    connection.token("second", 1000, 760);
    connection.hear({ frame: "goodbye", code: 4401, reason: "the token is too old", retry: true }, 800);
    connection.closed(800, 4401);
    connection.tick(800);
    expect(asked).toEqual([false, true, true]);
  });

  test("gives up a connection that has said nothing for two heartbeats", () => {
    const pair = new Pair(logOf(sends), 3);
    pair.carry();
    pair.carry();
    pair.later(50_000);
    expect(pair.connection.status.kind).toBe("reconnecting");
  });

  test("waits longer after each try, never longer than half a minute, and begins anew once it follows", () => {
    const pair = new Pair(logOf(sends), 3);
    const waits: number[] = [];
    for (let n = 0; n < 8; n++) {
      pair.cut();
      waits.push(pair.connection.due - pair.now);
      pair.later(pair.connection.due - pair.now);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    for (let n = 0; n < 3; n++) pair.carry();
    pair.cut();
    expect(pair.connection.due - pair.now).toBe(500);
  });

  describe("tells of a room that somebody has brought me into", () => {
    const other = "9d1e0c55-7b0a-8e21-b3f4-1c2d3e4f5a6b";
    const added = (room: string, seq: number, type = "added"): ServerFrame => {
      const who = { actor: "", at: "2026-11-22T09:30:00Z", position: `${EPOCH}.${String(seq)}` };
      return { frame: "notice", room, seq, type, ...who };
    };
    const ended = (seq: number): ServerFrame => ({ frame: "ended", room: ROOM, seq, reason: "removed" });
    const came = (...frames: ServerFrame[]) => {
      const pair = new Pair(logOf(sends), 3);
      pair.rest();
      for (const frame of frames) pair.connection.hear(frame, pair.now);
      return pair.effects.filter((effect) => effect.do === "came");
    };

    test("where it is not followed, at once", () => {
      expect(came(added(other, 3))).toEqual([{ do: "came", room: other, position: `${EPOCH}.3` }]);
      expect(came(added(other, 3, "joined")).length).toBe(1);
      expect(came(added(other, 3, "mentioned"), added(other, 4, "removed"))).toEqual([]);
    });

    test("where it is followed still, when the follow of before has ended", () => {
      const back = [{ do: "came", room: ROOM, position: `${EPOCH}.6` }];
      expect(came(added(ROOM, 6))).toEqual([]);
      expect(came(added(ROOM, 6), ended(5))).toEqual(back);
      expect(came(ended(5), added(ROOM, 6))).toEqual(back);
      expect(came(added(ROOM, 4), ended(5))).toEqual([]);
      expect(came(added(ROOM, 4), added(ROOM, 6), ended(5), ended(5))).toEqual(back);
    });
  });

  test("asks for notices, and asks anew when they have ended", () => {
    const pair = new Pair(logOf(sends), 3);
    pair.rest();
    pair.connection.hear({ frame: "gap", after: `${EPOCH}.3`, position: `${EPOCH}.3` }, pair.now);
    const [again] = pair.effects;
    const connect = { frame: "connect", token: "token", resume: [], notices: true };
    expect(again).toMatchObject({ do: "say", frame: connect });
  });

  test("says connect no more than it must", () => {
    const pair = new Pair(logOf(sends), 3);
    pair.carry();
    pair.carry();
    for (let n = 0; n < 20; n++) {
      pair.ping();
      pair.carry();
      pair.later(20_000);
    }
    expect(pair.said.filter((frame) => frame === "connect").length).toBe(1);
  });

  test("forgets a room that it may not know, whichever of those it takes up again that is", () => {
    const connection: Connection = new Connection(
      (effect) => effects.push(effect),
      () => 0,
    );
    const effects: Effect[] = [];
    for (const room of ["a", "b", "c"]) connection.feeds.follow(room, 1);
    connection.start();
    connection.token("token", 600_000, 0);
    connection.hear({ ...hello, epoch: EPOCH }, 0);
    connection.hear({ frame: "ready", account: "", rooms: [], position: "" }, 0);
    connection.hear({ frame: "rejected", room: "b", problem: problem("not_found", 404) }, 0);
    connection.hear({ ...followed, room: "a", head: 1 }, 0);
    connection.hear({ ...followed, room: "c", head: 1 }, 0);
    expect(["a", "b", "c"].filter((room) => connection.feeds.follows(room))).toEqual(["a", "c"]);
    expect(effects).toContainEqual({ do: "deliver", action: { kind: "barred", room: "b" } });
  });

  describe("that is not let in", () => {
    const refusal = (pair: Pair): ServerFrame => {
      const connect = pair.frames.findLast((one) => one.frame === "connect");
      return { frame: "rejected", id: connect?.id ?? null, problem: problem("unavailable", 503) };
    };

    test("comes back after a while, and all its rooms with it", () => {
      const pair = new Pair(logOf(sends), 3);
      pair.refusing = refusal;
      pair.carry();
      pair.carry();
      expect(pair.connection.ready).toBe(false);
      expect(pair.heard.filter((one) => one.kind === "barred")).toEqual([]);
      pair.refusing = null;
      for (let n = 0; n < 6; n++) pair.happens();
      pair.rest();
      expect(pair.connection.status.kind).toBe("live");
      expect(seqs(pair.heard)).toEqual([4, 5, 6, 7, 8, 9]);
    });

    test("asks again on the connection that it has, where it only renewed what it may", () => {
      const pair = new Pair(logOf(sends), 3);
      pair.rest();
      pair.refusing = refusal;
      pair.connection.hear({ frame: "gap", after: `${EPOCH}.3`, position: `${EPOCH}.3` }, pair.now);
      pair.work();
      while (pair.wire.length > 0) pair.carry();
      expect(pair.connection.ready).toBe(true);
      pair.refusing = null;
      const before = pair.said.length;
      pair.later(pair.connection.due - pair.now);
      expect(pair.said.slice(before)).toEqual(["connect"]);
    });

    test("does not wait for an answer as long as there are pings", () => {
      const pair = new Pair(logOf(sends), 3);
      pair.refusing = () => ({ frame: "ping", heads: {} });
      pair.carry();
      for (let n = 0; n < 3; n++) {
        pair.later(20_000);
        pair.ping();
        pair.carry();
      }
      expect(pair.connection.status.kind).toBe("reconnecting");
    });
  });

  test("follows again where a follow has ended because it could not be read on", () => {
    const pair = new Pair(logOf(sends), 3);
    pair.rest();
    pair.following = false;
    pair.connection.hear({ frame: "rejected", room: ROOM, problem: problem("unavailable", 503) }, pair.now);
    pair.happens();
    pair.rest();
    expect(seqs(pair.heard)).toEqual([4]);
  });

  test("gives up the room that it has followed longest where it follows too many, and asks no more than once", () => {
    const said: ClientFrame[] = [];
    const connection: Connection = new Connection(
      (effect) => {
        if (effect.do === "say") said.push(effect.frame);
      },
      () => 0,
    );
    for (const room of ["a", "b", "c"]) connection.feeds.follow(room, 1);
    connection.start();
    connection.token("token", 600_000, 0);
    connection.hear({ ...hello, epoch: EPOCH }, 0);
    connection.hear({ frame: "ready", account: "", rooms: [], position: "" }, 0);
    for (const room of ["a", "b", "c"]) connection.hear({ ...followed, room, head: 1 }, 0);
    connection.feeds.prefer("a");
    connection.feeds.follow("d", 1);
    const asked = said.at(-1);
    connection.hear(
      { frame: "rejected", id: asked?.id ?? null, room: "d", problem: problem("too_many_requests", 429) },
      0,
    );
    expect(said.slice(-2)).toMatchObject([
      { frame: "unfollow", room: "b" },
      { frame: "follow", room: "d" },
    ]);
    connection.hear({ ...followed, id: said.at(-1)?.id ?? null, room: "d", head: 1 }, 0);
    const before = said.length;
    connection.tick(40_000);
    expect(said.length).toBe(before);
    expect(["a", "b", "c", "d"].filter((room) => connection.feeds.follows(room))).toEqual(["a", "c", "d"]);
  });
});
