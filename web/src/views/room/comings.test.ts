// @vitest-environment happy-dom
import { expect, test } from "vitest";

import type { Line } from "../../model/index.ts";
import { exactly, sentences } from "./comings.ts";

const nameOf = (id: string) => ({ a: "Ann", b: "Ben", c: "Cleo", d: "Dan", e: "Eve" })[id] ?? "";
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

test("whoever has no name yet is somebody", () => {
  expect(exactly(line("member_joined", "x"), nameOf)).toBe("Somebody joined");
});
