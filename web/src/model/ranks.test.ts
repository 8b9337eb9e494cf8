import { expect, test } from "vitest";

import { atLeast, mayActOn, rolesFor } from "./ranks.ts";

test("moderators act on those below them, owners on everybody, members on nobody", () => {
  expect(mayActOn("moderator", "member")).toBe(true);
  expect(mayActOn("moderator", "moderator")).toBe(false);
  expect(mayActOn("admin", "moderator")).toBe(true);
  expect(mayActOn("owner", "owner")).toBe(true);
  expect(mayActOn("member", "member")).toBe(false);
  expect(mayActOn(null, "member")).toBe(false);
});

test("a role is given by whoever stands above it, and being an owner by owners", () => {
  expect(rolesFor("owner", "member", false)).toEqual(["owner", "admin", "moderator"]);
  expect(rolesFor("admin", "moderator", false)).toEqual(["member"]);
  expect(rolesFor("admin", "member", false)).toEqual(["moderator"]);
  expect(rolesFor("moderator", "member", false)).toEqual([]);
  expect(rolesFor("admin", "owner", false)).toEqual([]);
});

test("anybody may step down, and nobody up", () => {
  expect(rolesFor("moderator", "moderator", true)).toEqual(["member"]);
  expect(rolesFor("owner", "owner", true)).toEqual(["admin", "moderator", "member"]);
  expect(rolesFor("member", "member", true)).toEqual([]);
  expect(atLeast("admin", "admin")).toBe(true);
  expect(atLeast(null, "member")).toBe(false);
});
