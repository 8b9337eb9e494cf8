import { expect, test } from "vitest";

import { hue, initials } from "./initials.ts";

test("initials are of the first and the last word", () => {
  expect(initials("Ann Lee")).toBe("AL");
  expect(initials("  ben ")).toBe("B");
  expect(initials("mary-jane van_der berg")).toBe("MB");
  expect(initials("Ёлка Ъ")).toBe("ЁЪ");
});

test("a letter of several code points stays whole", () => {
  expect(initials("👩‍🚀 Zoë")).toBe("👩‍🚀Z");
  expect(initials("é")).toBe("É");
});

test("nobody is left without a sign", () => {
  expect(initials("")).toBe("?");
  expect(initials("...")).toBe("?");
});

test("an id always has the same colour", () => {
  const ids = Array.from({ length: 200 }, () => crypto.randomUUID());
  expect(new Set(ids.map((id) => hue(id, 10))).size).toBe(10);
  expect(ids.map((id) => hue(id, 10))).toEqual(ids.map((id) => hue(id, 10)));
});
