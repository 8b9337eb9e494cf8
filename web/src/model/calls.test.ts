import { expect, test } from "vitest";

import { calls, isOver, type Wish } from "./calls.ts";
import { reduce } from "./reduce.ts";
import { NOTHING, type ServerEvent, type State } from "./state.ts";
import { ANN, BEN, EPOCH, logOf, messageId, ROOM, roomAt } from "./testing/log.ts";

const LOG = logOf([]);

/** BEN is in a room, and has read it. */
function ben(): State {
  return [
    { kind: "signed_in", me: BEN } as const,
    { kind: "epoch", epoch: EPOCH } as const,
    { kind: "rooms", rooms: [roomAt(LOG, LOG.length, BEN)], position: `${EPOCH}.1` } as const,
  ].reduce(reduce, NOTHING);
}

function happens(state: State, type: ServerEvent["type"], actor: string, data: object): State {
  const seq = (state.rooms.get(ROOM)?.seq ?? 0) + 1;
  const at = "2026-11-22T09:30:00Z";
  const frame = { frame: "event", room: ROOM, seq, position: `${EPOCH}.${String(seq)}`, event_id: "", v: 1, at };
  return reduce(state, { kind: "event", frame: { ...frame, type, actor, data } as unknown as ServerEvent });
}

function says(state: State, actor: string, body: string, n = 1): State {
  const mentions = [...body.matchAll(/<@(.*?)>/g)].map((found) => found[1]);
  return happens(state, "message_sent", actor, { message_id: messageId(n), body, mentions, reply_to: null });
}

function called(before: State, now: State, wish: Wish, muted: string[] = []): (string | null)[] {
  return calls(before, now, { wish, muted }).flatMap(({ messages }) => messages.map((message) => message.body));
}

test("who is mentioned is called; by every message only who wants that", () => {
  const now = says(says(ben(), ANN, "Tea?", 1), ANN, `<@${BEN}>, tea!`, 2);
  expect(called(ben(), now, "mentions")).toEqual([`<@${BEN}>, tea!`]);
  expect(called(ben(), now, "all")).toEqual(["Tea?", `<@${BEN}>, tea!`]);
  expect(called(ben(), now, "nothing")).toEqual([]);
});

test("nobody is called by what they say themselves, by a muted room, or by what they have read elsewhere", () => {
  expect(called(ben(), says(ben(), BEN, `I, <@${BEN}>`), "all")).toEqual([]);
  const now = says(ben(), ANN, `<@${BEN}>`);
  expect(called(ben(), now, "all", [ROOM])).toEqual([]);
  const read = reduce(now, { kind: "read", room: ROOM, read: { seq: now.rooms.get(ROOM)?.seq ?? 0 } });
  expect(called(ben(), read, "all")).toEqual([]);
});

test("a room that is seen for the first time calls nobody, nor one that I am not in", () => {
  const now = says(ben(), ANN, `<@${BEN}>`);
  expect(called({ ...ben(), rooms: new Map() }, now, "all")).toEqual([]);
  const left = says(happens(ben(), "member_left", BEN, { account_id: BEN }), ANN, `<@${BEN}>`);
  expect(called(ben(), left, "all")).toEqual([]);
});

test("what is deleted or erased before it was told is not told", () => {
  const now = happens(says(ben(), ANN, `<@${BEN}>`), "message_deleted", ANN, { message_id: messageId(1) });
  expect(called(ben(), now, "all")).toEqual([]);
});

test("what was told is taken back when it is read, deleted, erased, or I am no member any more", () => {
  const now = says(ben(), ANN, `<@${BEN}>`);
  const seq = now.rooms.get(ROOM)?.seq ?? 0;
  const shown = { room: ROOM, seq, messages: [[messageId(1), ANN] as [string, string]] };
  expect(isOver(now, shown)).toBe(false);
  expect(isOver(says(now, ANN, "more", 2), shown)).toBe(false);
  expect(isOver(happens(now, "message_deleted", ANN, { message_id: messageId(2) }), shown)).toBe(false);
  expect(isOver(happens(now, "message_deleted", ANN, { message_id: messageId(1) }), shown)).toBe(true);
  expect(isOver(happens(now, "message_erased", ANN, { message_id: messageId(1) }), shown)).toBe(true);
  expect(isOver(happens(now, "member_erased", ANN, { account_id: ANN, role: "owner" }), shown)).toBe(true);
  expect(isOver(reduce(now, { kind: "read", room: ROOM, read: { seq } }), shown)).toBe(true);
  expect(isOver(happens(now, "member_left", BEN, { account_id: BEN }), shown)).toBe(true);
});
