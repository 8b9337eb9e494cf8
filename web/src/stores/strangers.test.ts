import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Strangers } from "./strangers.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("whoever is met while others are asked for is asked for after them", async () => {
  const asked: string[][] = [];
  let answer: () => void = () => undefined;
  const strangers = new Strangers((ids) => {
    asked.push([...ids]);
    return new Promise((done) => (answer = done));
  });
  for (const id of ["ann", "ben", "ann"]) strangers.want(id);
  await vi.advanceTimersByTimeAsync(20);
  strangers.want("cat");
  answer();
  await vi.advanceTimersByTimeAsync(20);
  expect(asked).toEqual([["ann", "ben"], ["cat"]]);
});

test("nobody is asked for again once it is stopped", async () => {
  const ask = vi.fn(() => Promise.reject(new Error("The server is away.")));
  const strangers = new Strangers(ask);
  strangers.want("ann");
  await vi.advanceTimersByTimeAsync(6000);
  expect(ask).toHaveBeenCalledTimes(2);
  strangers.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(2);
});
