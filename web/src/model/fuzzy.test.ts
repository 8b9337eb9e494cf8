import { expect, test } from "vitest";

import { fit, fitting } from "./fuzzy.ts";

const found = (typed: string, ...names: string[]): string[] =>
  fitting(typed, names, (name) => name).map(({ one }) => one);

test("letters in order fit, others do not", () => {
  expect(fit("gnl", "General")?.at).toEqual([0, 2, 6]);
  expect(fit("lng", "General")).toBeNull();
  expect(fit("generall", "General")).toBeNull();
  expect(fit("", "General")).toEqual({ score: 0, at: [] });
});

test("neither case, accents nor blanks matter", () => {
  expect(fit("cafe", "Café")?.at).toEqual([0, 1, 2, 3]);
  expect(fit("КУХ", "Наша кухня")?.at).toEqual([5, 6, 7]);
  expect(fit("елка", "Ёлка")).not.toBeNull();
  expect(fit("ann room", "Ann's room")).not.toBeNull();
});

test("beginnings of words are meant before letters inside them, and what stands together before what is apart", () => {
  expect(fit("kr", "kitchen broom room")?.at).toEqual([0, 14]);
  expect(found("dev", "made over", "Dev", "old devices", "d e v i l")).toEqual([
    "Dev",
    "old devices",
    "d e v i l",
    "made over",
  ]);
  expect(found("gen", "imagination", "General", "Generals of old")).toEqual(["General", "Generals of old"]);
});

test("two letters stand together or begin words", () => {
  expect(found("re", "Salaries", "Old project", "Brand new", "Release room", "Grey", "Read every day")).toEqual([
    "Release room",
    "Read every day",
    "Grey",
  ]);
});

test("of equals the order stays", () => {
  expect(found("", "b", "a", "c")).toEqual(["b", "a", "c"]);
});
