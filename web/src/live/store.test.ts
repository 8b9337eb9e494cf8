import { expect, test } from "vitest";

import { done } from "../model/outbox.ts";
import { BEN, EPOCH, logOf, ROOM, roomAt } from "../model/testing/log.ts";
import { Store, type Seen } from "./store.ts";

const log = logOf(Array.from({ length: 6 }, () => ({ type: "send", who: 0, which: 1 }) as const));

/** A store with a room, how far it was when each was told, and what waits to be told. */
function opened() {
  const waiting: (() => void)[] = [];
  const store = new Store((run) => waiting.push(run));
  store.tell({ kind: "signed_in", me: BEN });
  store.tell({ kind: "epoch", epoch: EPOCH });
  store.tell({ kind: "room", room: roomAt(log, 3, BEN), position: "", anew: true });
  const heard: (number | undefined)[] = [];
  store.listen(({ state }: Seen) => heard.push(state.rooms.get(ROOM)?.seq));
  const next = (seq: number) => {
    const frame = log[seq - 1];
    if (frame) store.tell({ kind: "event", frame });
  };
  return { store, heard, waiting, next };
}

test("what comes in numbers is told once, and known at once", () => {
  const { store, heard, waiting, next } = opened();
  for (const seq of [4, 5, 6]) next(seq);
  expect(store.state.rooms.get(ROOM)?.seq).toBe(6);
  expect(heard).toEqual([]);
  expect(waiting).toHaveLength(1);
  waiting[0]?.();
  expect(heard).toEqual([6]);
  next(7);
  waiting[1]?.();
  expect(heard).toEqual([6, 7]);
});

test("what is asked for is told at once, with all that came before it, and not again", () => {
  const { store, heard, waiting, next } = opened();
  next(4);
  next(5);
  store.tell({ kind: "read", room: ROOM, read: { seq: 5 } });
  expect(heard).toEqual([5]);
  waiting[0]?.();
  expect(heard).toEqual([5]);
});

test("what I did myself is told at once when it is done", () => {
  const { store, heard, next } = opened();
  const said = log[3];
  if (said?.type !== "message_sent") throw new Error("nothing was said");
  const deed = { type: "send_message", body: "", replyTo: null } as const;
  store.put([done(said.data.message_id, ROOM, deed, 0)]);
  next(4);
  expect(heard).toEqual([3, 4]);
  expect(store.outbox).toEqual([]);
});

test("what changes nothing is not told", () => {
  const { heard, waiting, next } = opened();
  next(6); // not the next one
  expect([heard, waiting]).toEqual([[], []]);
});
