import { describe, expect, test } from "vitest";
import { done } from "../model/outbox.ts";
import { browserOutbox } from "./outbox_storage.ts";

/** As a browser's: one for all its tabs. */
class Texts {
  readonly #texts = new Map<string, string>();
  keys = () => [...this.#texts.keys()];
  getItem = (key: string) => this.#texts.get(key) ?? null;
  setItem = (key: string, text: string) => void this.#texts.set(key, text);
  removeItem = (key: string) => void this.#texts.delete(key);
}

/** Locks of tabs that live; `die` is what a closed tab does. */
class Locks {
  readonly held = new Set<string>();
  request = (async (name: string, ...rest: unknown[]) => {
    const then = rest.at(-1) as (lock: object | null) => unknown;
    if (rest.length > 1) return await then(this.held.has(name) ? null : {});
    this.held.add(name);
    await then({});
    this.held.delete(name);
  }) as LockManager["request"];
  die = (tab: string) => this.held.delete(`parley.tab.${tab}`);
}

const entry = (id: string, madeAt: number) =>
  done(id, "room", { type: "send_message", body: id, replyTo: null }, madeAt);

describe("what was not sent", () => {
  test("is sent by the tab that made it, and by another once that is gone", async () => {
    const [texts, locks] = [new Texts(), new Locks()];
    const one = browserOutbox("ann", "one", texts, locks);
    const two = browserOutbox("ann", "two", texts, locks);
    one.keep(entry("b", 2));
    one.keep(entry("a", 1));
    two.keep(entry("c", 3));
    expect((await two.adopt()).map(({ id }) => id)).toEqual(["c"]);
    locks.die("one");
    expect((await two.adopt()).map(({ id }) => id)).toEqual(["a", "b", "c"]);
    const three = browserOutbox("ann", "three", texts, locks);
    expect(await three.adopt()).toEqual([]);
  });

  test("is free for another once its tab has nobody signed in any more", async () => {
    const [texts, locks] = [new Texts(), new Locks()];
    const one = browserOutbox("ann", "one", texts, locks);
    one.keep(entry("a", 1));
    const two = browserOutbox("ann", "two", texts, locks);
    expect(await two.adopt()).toEqual([]);
    one.release();
    await locks.held.size;
    expect((await two.adopt()).map(({ id }) => id)).toEqual(["a"]);
    expect(await one.adopt()).toEqual([]);
  });

  test("is nobody else's, and gone once it is settled", async () => {
    const [texts, locks] = [new Texts(), new Locks()];
    const ann = browserOutbox("ann", "one", texts, locks);
    ann.keep(entry("a", 1));
    expect(await browserOutbox("ben", "two", texts, locks).adopt()).toEqual([]);
    ann.forget("a");
    expect(await ann.adopt()).toEqual([]);
    expect(texts.keys()).toEqual([]);
  });
});
