import { describe, expect, test, vi } from "vitest";

import { done, undoable } from "../model/outbox.ts";
import { browserOutbox } from "./outbox_storage.ts";
import { Locks, Texts } from "./testing/tabs.ts";

const entry = (id: string, madeAt: number) =>
  done(id, "room", { type: "send_message", body: id, replyTo: null }, madeAt);
const deletion = done("gone", "room", { type: "delete_message", messageId: "m" }, 2, 6000);

describe("what was not sent", () => {
  test("is sent by the tab that made it, and by another once that is gone", async () => {
    const [texts, locks] = [new Texts(), new Locks()];
    const one = browserOutbox("ann", "one", texts.of(), locks);
    const two = browserOutbox("ann", "two", texts.of(), locks);
    one.keep(entry("b", 2));
    one.keep(entry("a", 1));
    two.keep(entry("c", 3));
    expect((await two.adopt()).map(({ id }) => id)).toEqual(["c"]);
    locks.die("one");
    await vi.waitFor(async () => {
      expect((await two.adopt()).map(({ id }) => id)).toEqual(["a", "b", "c"]);
    });
    const three = browserOutbox("ann", "three", texts.of(), locks);
    expect(await three.adopt()).toEqual([]);
  });

  test("is free for another once its tab has nobody signed in any more", async () => {
    const [texts, locks] = [new Texts(), new Locks()];
    const one = browserOutbox("ann", "one", texts.of(), locks);
    one.keep(entry("a", 1));
    const two = browserOutbox("ann", "two", texts.of(), locks);
    expect(await two.adopt()).toEqual([]);
    one.release();
    await vi.waitFor(async () => {
      expect((await two.adopt()).map(({ id }) => id)).toEqual(["a"]);
    });
    expect(await one.adopt()).toEqual([]);
  });

  test("is nobody else's, and gone once it is settled", async () => {
    const [texts, locks] = [new Texts(), new Locks()];
    const ann = browserOutbox("ann", "one", texts.of(), locks);
    ann.keep(entry("a", 1));
    expect(await browserOutbox("ben", "two", texts.of(), locks).adopt()).toEqual([]);
    ann.forget("a");
    expect(await ann.adopt()).toEqual([]);
    expect(texts.keys()).toEqual([]);
  });

  test("is done at once by a tab that is open where it could be taken back; all else waits for who opens the next", async () => {
    const [texts, locks] = [new Texts(), new Locks()];
    const [one, two, three] = ["one", "two", "three"].map((tab) => browserOutbox("ann", tab, texts.of(), locks));
    const adopted: string[] = [];
    for (const [name, tab] of Object.entries({ two, three })) {
      tab?.onLeft(async () => {
        for (const { id } of await tab.adopt(undoable)) adopted.push(`${name} ${id}`);
      });
    }
    one?.keep(entry("a", 1));
    one?.keep(deletion);
    await Promise.resolve();
    expect(adopted).toEqual([]);
    locks.die("one");
    await vi.waitFor(() => expect(adopted).toEqual(["two gone"]));
    const next = browserOutbox("ann", "next", texts.of(), locks);
    await vi.waitFor(async () => expect((await next.adopt()).map(({ id }) => id)).toEqual(["a"]));
  });

  test("is not to be taken back any more once its tab is gone, but where nobody can tell", async () => {
    for (const locks of [new Locks(), undefined]) {
      const texts = new Texts();
      const one = browserOutbox("ann", "one", texts.of(), locks);
      one.keep(deletion);
      expect((await one.adopt()).map(undoable)).toEqual([true]);
      locks?.die("one");
      const two = browserOutbox("ann", "two", texts.of(), locks);
      expect((await two.adopt()).map(undoable)).toEqual([locks === undefined]);
    }
  });
});
