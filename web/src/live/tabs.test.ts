import { expect, test, vi } from "vitest";

import { Tab } from "./tabs.ts";
import { Locks } from "./testing/tabs.ts";

test("a tab is there until it is closed, or leaves", async () => {
  const locks = new Locks();
  const [one] = [new Tab("one", locks), new Tab("two", locks)];
  const three = new Tab("three", locks);
  expect([await three.isGone("one"), await three.isGone("two"), await three.isGone("four")]).toEqual([
    false,
    false,
    true,
  ]);
  locks.die("two");
  one.leave();
  await vi.waitFor(async () => {
    expect([await three.isGone("one"), await three.isGone("two")]).toEqual([true, true]);
  });
});

test("who waits for another has their turn once it is gone, one after the other", async () => {
  const locks = new Locks();
  const [one, two, three] = ["one", "two", "three"].map((name) => new Tab(name, locks)) as [Tab, Tab, Tab];
  const turns: string[] = [];
  let done: () => void = () => undefined;
  two.whenGone("one", () => {
    turns.push("two");
    return new Promise((over) => (done = over));
  });
  for (const again of [1, 2]) three.whenGone("one", () => Promise.resolve(void turns.push(`three ${again}`)));
  await Promise.resolve();
  expect(turns).toEqual([]);
  one.leave();
  await vi.waitFor(() => expect(turns).toEqual(["two"]));
  expect(await two.isGone("one")).toBe(true); // in its turn, too
  done();
  await vi.waitFor(() => expect(turns).toEqual(["two", "three 1"]));
});

test("who has left waits for nobody", async () => {
  const locks = new Locks();
  const [one, two] = [new Tab("one", locks), new Tab("two", locks)];
  const turn = vi.fn();
  one.whenGone("two", turn);
  one.leave();
  one.whenGone("two", turn);
  two.leave();
  const three = new Tab("three", locks);
  await vi.waitFor(async () => expect(await three.isGone("two")).toBe(true));
  expect(turn).not.toHaveBeenCalled();
});

test("without locks nobody can tell", async () => {
  expect(await new Tab("one", undefined).isGone("two")).toBeNull();
});
