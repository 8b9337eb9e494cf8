import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Room } from "../model/state.ts";
import { Doubts } from "./doubts.ts";
import type { Store } from "./store.ts";

const asked: string[] = [];
const rooms = new Map<string, Room>();
let doubts: Doubts;

const room = (id: string, doubt: boolean) => void rooms.set(id, { id, doubt } as Room);

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  rooms.clear();
  doubts = new Doubts({
    store: { state: { rooms } } as unknown as Store,
    before: () => Promise.resolve(void asked.push("before")),
    check: ({ id }) => Promise.resolve(void (asked.push(id), room(id, false))),
  });
});
afterEach(() => void vi.useRealTimers());

test("many doubts are one question, and where there is none nothing is asked", async () => {
  room("sure", false);
  doubts.look();
  expect(vi.getTimerCount()).toBe(0);
  room("hall", true);
  doubts.look();
  room("loft", true);
  doubts.look();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual(["before", "hall", "loft"]);
});

test("what is doubted while it is asked is asked again", async () => {
  room("hall", true);
  doubts.look();
  await vi.advanceTimersByTimeAsync(999);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  room("hall", true);
  doubts.look();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual(["before", "hall", "before", "hall"]);
});

test("once it is stopped nothing is asked", async () => {
  room("hall", true);
  doubts.look();
  doubts.stop();
  doubts.look();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([]);
});
