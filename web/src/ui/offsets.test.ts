import { expect, test } from "vitest";

import { offsetsOf, reaches, rowAt, spanOf } from "./offsets.ts";

const offsets = offsetsOf(4, (index) => [10, 20, 30, 40][index] ?? 0);

test("each row stands where those before it end", () => {
  expect([...offsets]).toEqual([0, 10, 30, 60, 100]);
});

test("a height is in the row that covers it, and beyond them in the first or the last", () => {
  expect([-5, 0, 9, 10, 29, 30, 99, 500].map((height) => rowAt(offsets, height))).toEqual([0, 0, 0, 1, 1, 2, 3, 3]);
  expect(
    rowAt(
      offsetsOf(0, () => 1),
      0,
    ),
  ).toBe(-1);
});

test("what is drawn is what is in sight and a little more", () => {
  expect(spanOf(offsets, 35, 10, 0)).toEqual({ start: 2, end: 3 });
  expect(spanOf(offsets, 35, 10, 10)).toEqual({ start: 1, end: 3 });
  expect(spanOf(offsets, 0, 1000, 10)).toEqual({ start: 0, end: 4 });
  expect(
    spanOf(
      offsetsOf(0, () => 1),
      0,
      100,
      10,
    ),
  ).toEqual({ start: 0, end: 0 });
});

test("rows are drawn anew only when they do not reach", () => {
  expect(reaches({ start: 1, end: 9 }, { start: 2, end: 9 })).toBe(true);
  expect(reaches({ start: 3, end: 9 }, { start: 2, end: 9 })).toBe(false);
});
