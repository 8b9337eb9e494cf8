import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { Transport } from "../api/asker.ts";
import type { ClientFrame, ServerFrame } from "../api/generated/live.ts";
import { BEN, EPOCH, logOf, messagesAt, ROOM, roomAt } from "../model/testing/log.ts";
import { Live } from "./live.ts";

const log = logOf(Array.from({ length: 5 }, (_, n) => ({ type: "send", who: 0, which: n })));
const said: ClientFrame[] = [];
/** What the server answers to each frame. */
let answers: (frame: ClientFrame) => ServerFrame[];

class Wire extends EventTarget {
  static readonly OPEN = 1;
  readonly readyState = 1;

  constructor() {
    super();
    const hello = { protocol: "", session: "", heartbeat_ms: 25_000, max_frame_bytes: 1 };
    queueMicrotask(() => this.hears({ frame: "hello", epoch: EPOCH, ...hello }));
  }

  hears(frame: ServerFrame): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    said.push(frame);
    for (const answer of answers(frame)) queueMicrotask(() => this.hears(answer));
  }

  close(): void {}
}

function answered(frame: ClientFrame): ServerFrame[] {
  if (frame.frame === "connect")
    return [{ frame: "ready", id: frame.id ?? null, account: BEN, rooms: [], position: "" }];
  if (frame.frame !== "follow") return [];
  const followed = { epoch: EPOCH, head: log.length, recovered: true, gap: null, hidden: null };
  return [{ frame: "followed", id: frame.id ?? null, room: frame.room, ...followed }];
}

const carry: Transport = (address) => {
  const { pathname } = new URL(address, "http://parley");
  const found = {
    "/v1/rooms": { rooms: [], position: "" },
    [`/v1/rooms/${ROOM}`]: { ...roomAt(log, log.length, BEN), role: null },
    [`/v1/rooms/${ROOM}/messages`]: { messages: messagesAt(log, log.length) },
    [`/v1/rooms/${ROOM}/members`]: { members: [] },
  }[pathname];
  return Promise.resolve(Response.json(found ?? {}, { status: found ? 200 : 404 }));
};

let live: Live;

beforeEach(() => {
  vi.stubGlobal("WebSocket", Wire);
  said.length = 0;
  answers = answered;
  live = new Live({ url: "", me: BEN, carry, token: () => Promise.resolve({ token: "", expiresIn: 600_000 }) });
  live.start();
});
afterEach(() => {
  live.stop();
  vi.unstubAllGlobals();
});

const rooms = (which: ClientFrame["frame"]) =>
  said.flatMap((one) => (one.frame === which && "room" in one ? [one.room] : []));

describe("the live client", () => {
  test("follows a room that it only looks into for as long as it looks", async () => {
    await vi.waitUntil(() => live.store.status.kind === "live" && live.store.state.loaded);
    expect(await live.open(ROOM)).toBe(true);
    await vi.waitUntil(() => live.store.state.rooms.get(ROOM)?.follow === "live");
    expect([rooms("follow"), rooms("unfollow")]).toEqual([[ROOM], []]);
    await live.open(null);
    expect(rooms("unfollow")).toEqual([ROOM]);
    await live.open(ROOM);
    expect(rooms("follow")).toEqual([ROOM, ROOM]);
  });

  test("tries a command again when the server says that it would be taken", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    let refusals = 1;
    answers = (frame) => {
      if (frame.frame !== "command") return answered(frame);
      const problem = { type: "/problems/rate_limited", title: "", status: 429, retry_after: 60 };
      return refusals-- > 0 ? [{ frame: "rejected", id: frame.id ?? null, room: frame.room, problem }] : [];
    };
    await vi.advanceTimersByTimeAsync(1);
    live.send(ROOM, "Hello");
    await vi.advanceTimersByTimeAsync(59_000);
    expect(rooms("command").length).toBe(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(rooms("command").length).toBe(2);
    vi.useRealTimers();
  });
});
