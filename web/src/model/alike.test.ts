import { expect, test } from "vitest";

import { alike, glance } from "./alike.ts";
import type { Person } from "./state.ts";

const ANN = "Ann";

function person(id: string, name: string, erased = false): Person {
  return { id, name, username: id, erased };
}

test.each([
  "Ann ",
  "A\u200bnn",
  "\u0410nn",
  "\u2066Ann\u2069",
  "\u{E0041}Ann",
  "ann",
  "\uff21nn",
  "A\u0301nn",
  "A nn",
  "\u0391nn",
])("%j looks like Ann", (name) => {
  expect(glance(name)).toBe(glance(ANN));
  expect([...alike([person("ann", ANN), person("ben", "Ben"), person("other", name)])].sort()).toEqual([
    "ann",
    "other",
  ]);
});

test.each(["Anna", "Hanna", "Иван", "", "安"])("%j is not taken for Ann", (name) => {
  expect(alike([person("ann", ANN), person("other", name)]).size).toBe(0);
});

test("who is erased has no name that somebody else could have", () => {
  expect(alike([person("ann", ""), person("ben", "", true), person("eve", "", true)]).size).toBe(0);
});
