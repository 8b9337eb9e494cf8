// @vitest-environment happy-dom
import { expect, test } from "vitest";

import type { Line } from "../../model/index.ts";
import { partsOf } from "../../words/apart.ts";
import * as comings from "./comings.ts";

const nameOf = (id: string) => ({ a: "Ann", b: "Ben", c: "Cleo", d: "Dan", e: "Eve", z: "\u202eeoZ\u2069" })[id] ?? "";
const read = (sentence: string) => partsOf(sentence).reduce((all, { text }) => all + text, "");
const sentences = (...given: Parameters<typeof comings.sentences>) => comings.sentences(...given).map(read);
const exactly = (...given: Parameters<typeof comings.exactly>) => read(comings.exactly(...given));
let seq = 0;

function line(type: string, account: string, actor = account, more: object = {}): Line {
  return { type, seq: ++seq, actor, at: "2026-11-22T09:30:00Z", data: { account_id: account, ...more } } as Line;
}

test("those who did the same one after another are one sentence", () => {
  const lines = [line("member_joined", "a"), line("member_joined", "b"), line("member_left", "c")];
  expect(sentences(lines, nameOf)).toEqual(["Ann and Ben joined", "Cleo left"]);
});

test("who made a room is not told to have come into it", () => {
  const lines = [line("room_created", "a"), line("member_joined", "a"), line("member_joined", "b")];
  expect(sentences(lines, nameOf)).toEqual(["Ann created the room", "Ben joined"]);
  expect(exactly(line("member_joined", "a"), nameOf)).toBe("Ann joined");
});

test("many are counted", () => {
  const lines = ["a", "b", "c", "d", "e"].map((one) => line("member_joined", one));
  expect(sentences(lines, nameOf)).toEqual(["Ann, Ben, Cleo, and 2 others joined"]);
});

test("whom somebody brought in or put out is told with who did it", () => {
  const lines = [line("member_added", "b", "a"), line("member_added", "c", "a"), line("member_added", "d", "e")];
  expect(sentences(lines, nameOf)).toEqual(["Ann added Ben and Cleo", "Eve added Dan"]);
  expect(exactly(line("member_removed", "b", "a", { reason: "Flooding" }), nameOf)).toBe("Ann removed Ben: Flooding");
});

test("a name stands apart, and turns nothing around it", () => {
  const [told] = comings.sentences([line("member_removed", "z", "a", { reason: "\u202egnidoolF" })], nameOf);
  expect(partsOf(told ?? "").map(({ text, apart }) => (apart ? [text] : text))).toEqual([
    ["Ann"],
    " removed ",
    ["eoZ"],
    ": ",
    ["gnidoolF"],
  ]);
});

test("whoever has no name yet is somebody", () => {
  expect(exactly(line("member_joined", "x"), nameOf)).toBe("Somebody joined");
});
