import { expect, test } from "vitest";
import fc from "fast-check";

import { changeOf, reaches, Stack } from "./offsets.ts";

function stack(...heights: number[]): Stack {
  const made = new Stack();
  made.change({ from: 0, gone: 0, come: heights.length }, heights);
  return made;
}
const begins = (one: Stack) => Array.from({ length: one.count + 1 }, (_, index) => one.begin(index));
const keys = (letters: string) => [...letters].map((key) => ({ key }));

test("each row stands where those before it end", () => {
  expect(begins(stack(10, 20, 30, 40))).toEqual([0, 10, 30, 60, 100]);
  expect(stack(10, 20, 30, 40).height).toBe(100);
});

test("a height is in the row that covers it, and beyond them in the first or the last", () => {
  const rows = stack(10, 20, 30, 40);
  expect([-5, 0, 9, 10, 29, 30, 99, 500].map((height) => rows.rowAt(height))).toEqual([0, 0, 0, 1, 1, 2, 3, 3]);
  expect(stack().rowAt(0)).toBe(-1);
});

test("what is drawn is what is in sight and a little more", () => {
  const rows = stack(10, 20, 30, 40);
  expect(rows.span(35, 10, 0)).toEqual({ start: 2, end: 3 });
  expect(rows.span(35, 10, 10)).toEqual({ start: 1, end: 3 });
  expect(rows.span(0, 1000, 10)).toEqual({ start: 0, end: 4 });
  expect(stack().span(0, 100, 10)).toEqual({ start: 0, end: 0 });
});

test("rows are drawn anew only when they do not reach", () => {
  expect(reaches({ start: 1, end: 9 }, { start: 2, end: 9 })).toBe(true);
  expect(reaches({ start: 3, end: 9 }, { start: 2, end: 9 })).toBe(false);
});

test("what changed is found between what stayed", () => {
  expect(changeOf(keys("abc"), keys("abcd"))).toEqual({ from: 3, gone: 0, come: 1 });
  expect(changeOf(keys("habc"), keys("hxyabc"))).toEqual({ from: 1, gone: 0, come: 2 });
  expect(changeOf(keys("abcde"), keys("abxe"))).toEqual({ from: 2, gone: 2, come: 1 });
  expect(changeOf(keys("aa"), keys("aaa"))).toEqual({ from: 2, gone: 0, come: 1 });
  expect(changeOf(keys("abc"), keys("abc"))).toEqual({ from: 3, gone: 0, come: 0 });
  expect(changeOf([], keys("a"))).toEqual({ from: 0, gone: 0, come: 1 });
});

test("whatever changes, and whoever asks meanwhile, rows stand as if they were added up anew", () => {
  const step = fc.record({
    at: fc.nat(40),
    gone: fc.nat(5),
    heights: fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 6 }),
    set: fc.option(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 90 }))),
    asked: fc.nat(60),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const rows = new Stack();
      const plain: number[] = [];
      for (const { at, gone, heights, set, asked } of steps) {
        const from = Math.min(at, plain.length);
        plain.splice(from, gone, ...heights);
        rows.change({ from, gone, come: heights.length }, heights);
        rows.begin(asked);
        if (set && set[0] < plain.length) rows.set(set[0], (plain[set[0]] = set[1]));
        expect(begins(rows)).toEqual([
          0,
          ...plain.map((_, index) => plain.slice(0, index + 1).reduce((a, b) => a + b)),
        ]);
      }
    }),
  );
});
