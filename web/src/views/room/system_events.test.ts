// @vitest-environment happy-dom
import { expect, test } from "vitest";

import type { SystemEvent } from "../../model/index.ts";
import { partsOf } from "../../words/apart.ts";
import * as systemEvents from "./system_events.ts";

const nameOf = (id: string) => ({ a: "Ann", b: "Ben", c: "Cleo", d: "Dan", e: "Eve", z: "\u202eeoZ\u2069" })[id] ?? "";
const read = (sentence: string) => partsOf(sentence).reduce((all, { text }) => all + text, "");
const sentences = (...given: Parameters<typeof systemEvents.sentences>) => systemEvents.sentences(...given).map(read);
const exactly = (...given: Parameters<typeof systemEvents.exactly>) => read(systemEvents.exactly(...given));
let seq = 0;

function event(type: string, account: string, actor = account, more: object = {}): SystemEvent {
  return { type, seq: ++seq, actor, at: "2026-11-22T09:30:00Z", data: { account_id: account, ...more } } as SystemEvent;
}

test("those who did the same one after another are one sentence", () => {
  const events = [event("member_joined", "a"), event("member_joined", "b"), event("member_left", "c")];
  expect(sentences(events, nameOf)).toEqual(["Ann and Ben joined", "Cleo left"]);
});

test("who made a room is not told to have come into it", () => {
  const events = [event("room_created", "a"), event("member_joined", "a"), event("member_joined", "b")];
  expect(sentences(events, nameOf)).toEqual(["Ann created the room", "Ben joined"]);
  expect(exactly(event("member_joined", "a"), nameOf)).toBe("Ann joined");
});

test("many are counted", () => {
  const events = ["a", "b", "c", "d", "e"].map((one) => event("member_joined", one));
  expect(sentences(events, nameOf)).toEqual(["Ann, Ben, Cleo, and 2 others joined"]);
});

test("whom somebody brought in or put out is told with who did it", () => {
  const events = [event("member_added", "b", "a"), event("member_added", "c", "a"), event("member_added", "d", "e")];
  expect(sentences(events, nameOf)).toEqual(["Ann added Ben and Cleo", "Eve added Dan"]);
  expect(exactly(event("member_removed", "b", "a", { reason: "Flooding" }), nameOf)).toBe("Ann removed Ben: Flooding");
});

test("a name stands apart, and turns nothing around it", () => {
  const [removed] = systemEvents.sentences([event("member_removed", "z", "a", { reason: "\u202egnidoolF" })], nameOf);
  expect(partsOf(removed ?? "").map(({ text, apart }) => (apart ? [text] : text))).toEqual([
    ["Ann"],
    " removed ",
    ["eoZ"],
    ": ",
    ["gnidoolF"],
  ]);
});

test("whoever has no name yet is somebody", () => {
  expect(exactly(event("member_joined", "x"), nameOf)).toBe("Somebody joined");
});
