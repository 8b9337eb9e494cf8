import { expect, test } from "vitest";

import { suggested } from "./usernames.ts";

test("a username is suggested that may be used", () => {
  expect(suggested("Ann Lee")).toBe("ann.lee");
  expect(suggested("  Zoë O'Brien-Müller ")).toBe("zoe.o.brien.muller");
  expect(suggested("Пётр Щукин")).toBe("petr.shchukin");
  expect(suggested("x".repeat(31) + " y")).toBe("x".repeat(31));
});

test("where a name has no such letters nothing is suggested", () => {
  expect(suggested("小红")).toBe("");
});
