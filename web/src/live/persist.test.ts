import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Problem, Unreachable } from "../api/problem.ts";
import { persist } from "./persist.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refusal = (status: number) => new Problem({ type: "/problems/x", title: "", status });

test("what fails for now is tried until it is done", async () => {
  const failures = [new Unreachable(), refusal(503), refusal(429)];
  const ask = vi.fn(() => {
    const failure = failures.shift();
    return failure ? Promise.reject(failure) : Promise.resolve();
  });
  const done = persist(ask, () => false);
  await vi.advanceTimersByTimeAsync(60_000);
  await done;
  expect(ask).toHaveBeenCalledTimes(4);
});

test("what is refused for good is asked once", async () => {
  const ask = vi.fn(() => Promise.reject(refusal(403)));
  await persist(ask, () => false);
  expect(ask).toHaveBeenCalledOnce();
});

test("what nobody wants any more is not asked again", async () => {
  let over = false;
  const ask = vi.fn(() => {
    over = true;
    return Promise.reject(new Unreachable());
  });
  const done = persist(ask, () => over);
  await vi.advanceTimersByTimeAsync(60_000);
  await done;
  expect(ask).toHaveBeenCalledOnce();
});
