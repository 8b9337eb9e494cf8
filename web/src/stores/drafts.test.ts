// @vitest-environment happy-dom
import { createPinia, setActivePinia } from "pinia";
import { beforeEach, expect, test } from "vitest";

import { forget, keep } from "../api/tokens.ts";
import { forgetOthers, forgetWords, useDrafts } from "./drafts.ts";
import { forgetWishes } from "./notify.ts";

beforeEach(() => {
  localStorage.clear();
  localStorage.setItem(
    "parley.session",
    JSON.stringify({ account: "ann", access: "a", refresh: "r", until: Date.now() + 600_000 }),
  );
  setActivePinia(createPinia());
});

test("what is written in a room is there after a reload, and only there", () => {
  useDrafts().keep("kitchen", { text: "Is the kettle", replyTo: null });
  setActivePinia(createPinia());
  expect(useDrafts().of("kitchen").text).toBe("Is the kettle");
  expect(useDrafts().of("cellar").text).toBe("");
});

test("an empty draft leaves nothing behind", () => {
  useDrafts().keep("kitchen", { text: "x", replyTo: null });
  useDrafts().keep("kitchen", { text: " ", replyTo: null });
  expect(Object.keys(localStorage)).toEqual(["parley.session"]);
});

test("who signs out leaves no words behind, and those of others stay", () => {
  useDrafts().keep("kitchen", { text: "x", replyTo: null });
  localStorage.setItem("parley.outbox.ann.1", "{}");
  localStorage.setItem("parley.draft.ben.kitchen", "{}");
  forgetWords("ann");
  expect(Object.keys(localStorage).sort()).toEqual(["parley.draft.ben.kitchen", "parley.session"]);
});

test("of whoever sat there before nothing stays once somebody else signs in", () => {
  useDrafts().keep("kitchen", { text: "x", replyTo: null });
  for (const key of ["parley.draft.ben.kitchen", "parley.outbox.ben.1", "parley.called.ben.1", "parley.look"]) {
    localStorage.setItem(key, "{}");
  }
  forgetOthers("ann");
  expect(Object.keys(localStorage).sort()).toEqual(["parley.draft.ann.kitchen", "parley.look", "parley.session"]);
});

test("of an account that is erased nothing stays, nor what others have chosen goes", () => {
  for (const key of ["parley.notify.ann", "parley.notify.ben", "parley.called.ann.1"]) localStorage.setItem(key, "{}");
  forgetWords("ann");
  expect(Object.keys(localStorage).sort()).toEqual(["parley.notify.ann", "parley.notify.ben", "parley.session"]);
  forgetWishes("ann");
  expect(Object.keys(localStorage).sort()).toEqual(["parley.notify.ben", "parley.session"]);
});

test("what is written or sent in another tab is so in this one", () => {
  const drafts = useDrafts();
  drafts.keep("kitchen", { text: "Is the", replyTo: null });
  const key = "parley.draft.ann.kitchen";
  const newValue = JSON.stringify({ text: "Is the kettle on?", replyTo: null });
  dispatchEvent(new StorageEvent("storage", { key, newValue }));
  expect(drafts.of("kitchen").text).toBe("Is the kettle on?");
  dispatchEvent(new StorageEvent("storage", { key, newValue: null }));
  expect(drafts.of("kitchen").text).toBe("");
});

test("of who has signed out nothing is there any more when they come back", () => {
  useDrafts().keep("kitchen", { text: "x", replyTo: null });
  forgetWords("ann");
  forget("left");
  keep({ account_id: "ann", access_token: "a", refresh_token: "r", expires_in: 600 } as Parameters<typeof keep>[0]);
  expect(useDrafts().of("kitchen").text).toBe("");
});
