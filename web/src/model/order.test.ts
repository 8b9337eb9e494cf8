import { expect, test } from "vitest";

import { beside, inOrder, type Placed } from "./order.ts";

function room(id: string, more: Partial<Placed> = {}): Placed {
  return { id, name: id, unread: 0, mentions: 0, lastSaid: null, ...more };
}
const ids = (rooms: readonly Placed[]): string => rooms.map((one) => one.id).join("");

test("rooms that name me come first, then what is new, then what spoke last, then by name", () => {
  const rooms = [
    room("a"),
    room("b"),
    room("c", { lastSaid: "2026-11-22T10:00:00Z" }),
    room("d", { lastSaid: "2026-11-22T11:00:00Z" }),
    room("e", { unread: 200, lastSaid: "2026-11-20T10:00:00Z" }),
    room("f", { unread: 1, mentions: 1, lastSaid: "2026-11-19T10:00:00Z" }),
    room("g", { unread: 1, lastSaid: "2026-11-21T10:00:00Z" }),
  ];
  expect(ids(inOrder(rooms))).toBe("fgedcab");
});

test("what is held stays where it was, and what is new to it comes after", () => {
  const rooms = [room("a"), room("b", { mentions: 1, unread: 1 }), room("c"), room("d", { unread: 3 })];
  expect(ids(inOrder(rooms, ["c", "b", "a"]))).toBe("cbad");
  expect(ids(inOrder(rooms, ["gone", "c"]))).toBe("cbda");
});

test("one goes from room to room, round and round, and from nowhere to the first or the last", () => {
  const rooms = [room("a"), room("b", { unread: 1 }), room("c")];
  expect(beside(rooms, "a", 1)?.id).toBe("b");
  expect(beside(rooms, "c", 1)?.id).toBe("a");
  expect(beside(rooms, "a", -1)?.id).toBe("c");
  expect(beside(rooms, undefined, 1)?.id).toBe("a");
  expect(beside(rooms, undefined, -1)?.id).toBe("c");
  expect(beside(rooms, "c", 1, (one) => one.unread > 0)?.id).toBe("b");
  expect(beside(rooms, "b", 1, (one) => one.unread > 0)).toBeUndefined();
  expect(beside([], "b", 1)).toBeUndefined();
});
