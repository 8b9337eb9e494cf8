import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { dismissActions, toast, toasts } from "./toasts.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

const texts = () => toasts.value.map(({ text }) => text);
const undo = { label: "Undo", run: () => undefined };

test("what can be undone can be undone for its whole time, however much is said after it", () => {
  toast("first deleted", { action: undo, ms: 6000 });
  for (const text of ["one", "two", "three", "four"]) toast(text);
  toast("second deleted", { action: undo, ms: 6000 });
  expect(texts()).toEqual(["first deleted", "two", "three", "four", "second deleted"]);
  vi.advanceTimersByTime(5999);
  expect(texts()).toEqual(["first deleted", "second deleted"]);
  vi.advanceTimersByTime(1);
  expect(texts()).toEqual([]);
});

test("nobody who comes after can do what was offered to whoever was here before", () => {
  toast("deleted", { action: undo });
  toast("saved");
  dismissActions();
  expect(texts()).toEqual(["saved"]);
});
