import { beforeEach, expect, test } from "vitest";

import type { ServerNotice, ServerRejected } from "../api/generated/live.ts";
import type { Effect } from "./effects.ts";
import { Feeds } from "./feeds.ts";

class Line {
  epoch = "e";
  ready = true;
  #last = 0;
  next = () => ++this.#last;
}

let line: Line;
let effects: Effect[];
let feeds: Feeds;

beforeEach(() => {
  line = new Line();
  effects = [];
  feeds = new Feeds(
    line,
    (effect) => effects.push(effect),
    () => 0.5,
  );
});

const asked = () => effects.flatMap((one) => (one.do === "say" && one.frame.frame === "follow" ? [one.frame] : []));
const refusal = (room: string, id: number | null, status: number): ServerRejected => ({
  frame: "rejected",
  id,
  room,
  problem: { type: "/problems/x", title: "", status },
});

test("what is followed without a connection is taken up with the next one, and what that has no place for is asked for", () => {
  line.ready = false;
  for (let at = 0; at < 1001; at++) feeds.follow(`room ${at}`, at);
  expect([effects, feeds.asking]).toEqual([[], false]);
  const resumed = feeds.resume();
  expect([resumed.length, resumed[7]]).toEqual([1000, { room: "room 7", epoch: "e", seq: 7 }]);
  line.ready = true;
  feeds.ready();
  expect(asked().map(({ room, from }) => [room, from])).toEqual([["room 1000", { epoch: "e", seq: 1000 }]]);
  feeds.lost();
  expect(feeds.resume()).toEqual(resumed);
});

test("what was refused for now is asked for again after a while, and not once it is given up", () => {
  feeds.follow("hall", 1);
  feeds.follow("loft", 2);
  for (const { room, id } of asked()) feeds.rejected(refusal(room, Number(id), 503), 1000);
  expect(feeds.due).toBe(5500);
  feeds.unfollow("loft");
  effects.length = 0;
  feeds.tick(5499);
  expect(effects).toEqual([]);
  feeds.tick(5500);
  expect(asked().map(({ room }) => room)).toEqual(["hall"]);
  expect(feeds.due).toBe(Infinity);
});

test("what is refused for good is barred, and followed no more", () => {
  feeds.follow("hall", 1);
  feeds.rejected(refusal("hall", 1, 404), 0);
  expect(effects.at(-1)).toEqual({ do: "deliver", action: { kind: "barred", room: "hall" } });
  expect(feeds.follows("hall")).toBe(false);
});

test("what is heard after everything was thrown away is nobody's", () => {
  feeds.follow("hall", 1);
  feeds.clear();
  effects.length = 0;
  feeds.heads({ hall: 9 });
  feeds.lagging({ frame: "lagging", room: "hall", head: 9, reason: "slow_reader" });
  feeds.rejected(refusal("hall", 1, 404), 0);
  expect(effects).toEqual([]);
  feeds.noticed({ frame: "notice", type: "added", room: "hall", seq: 3, position: "e.3" } as ServerNotice);
  expect(effects).toEqual([{ do: "came", room: "hall", position: "e.3" }]);
});
