// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";

import { isFull, texts } from "./texts.ts";

/** As a browser's, with room until there is none. */
class Places {
  [key: string]: unknown;
  getItem(key: string): string | null {
    return (this[key] as string | undefined) ?? null;
  }
  setItem(key: string, text: string): void {
    if (isOut) throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    this[key] = text;
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key);
  }
}

let isOut = false;

beforeEach(() => {
  isOut = false;
  vi.stubGlobal("localStorage", new Places());
});

test("where the browser has no room left a text lasts as long as the page, and that is told", () => {
  texts.setItem("a", "kept");
  expect(isFull.value).toBe(false);
  isOut = true;
  texts.setItem("a", "not kept");
  expect(texts.getItem("a")).toBe("not kept");
  expect(localStorage.getItem("a")).toBeNull(); // rather nothing than what is not so any more
  expect(texts.keys()).toEqual(["a"]);
  expect(isFull.value).toBe(true);
  texts.removeItem("a");
  expect(texts.getItem("a")).toBeNull();
});

test("what another tab wrote or removed meanwhile is so here, too", () => {
  isOut = true;
  texts.setItem("a", "not kept");
  dispatchEvent(new StorageEvent("storage", { key: "a" }));
  expect(texts.getItem("a")).toBeNull();
});
