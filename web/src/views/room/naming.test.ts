import { expect, test } from "vitest";

import { candidates, encoded, mentionAt, namedIn, namesOf } from "./naming.ts";

const ANN = { id: "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10", name: "Ann", username: "ann" };
const LEE = { id: "0b7f2a51-7c1e-8f5a-9d0f-5a3f0c6e7d21", name: "Ann Lee", username: "lee.a" };
const OLGA = { id: "1b7f2a51-7c1e-8f5a-9d0f-5a3f0c6e7d22", name: "Ольга", username: "olga" };
const people = [ANN, LEE, OLGA];
const names = namesOf(people);

test("a name after @ is sent as its id, the longest that fits", () => {
  expect(encoded("@Ann, ask @ann lee and @ольга!", names)).toBe(`<@${ANN.id}>, ask <@${LEE.id}> and <@${OLGA.id}>!`);
  expect(encoded("(@lee.a)", names)).toBe(`(<@${LEE.id}>)`);
});

test("what only looks like a name stays as it is", () => {
  for (const text of ["@Anna", "ann@ann.example", "`@Ann`", "```\n@Ann\n```", "@", `<@${ANN.id}>`, "x/@ann"]) {
    expect(encoded(text, names)).toBe(text);
  }
});

test("what was sent can be edited and means the same", () => {
  expect(namedIn(`<@${ANN.id}> and <@${LEE.id}>`)).toEqual([ANN.id, LEE.id]);
});

test("completion begins at an @ that begins a word", () => {
  expect(mentionAt("hi @an", 6)).toEqual({ at: 3, letters: "an" });
  expect(mentionAt("@", 1)).toEqual({ at: 0, letters: "" });
  expect(mentionAt("a@an", 4)).toBe(null);
  expect(mentionAt("hi @an there", 12)).toBe(null);
});

test("those whose name begins so come first", () => {
  expect(candidates(people, "le").map((one) => one.name)).toEqual(["Ann Lee"]);
  expect(candidates(people, "ol").map((one) => one.name)).toEqual(["Ольга"]);
  expect(candidates(people, "ann").map((one) => one.name)).toEqual(["Ann", "Ann Lee"]);
});
