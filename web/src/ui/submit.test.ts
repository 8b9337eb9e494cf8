// @vitest-environment happy-dom
import { nextTick, ref } from "vue";
import { expect, test } from "vitest";

import { Problem } from "../api/problem.ts";
import { useSubmit } from "./submit.ts";

const taken = new Problem({ type: "/problems/username_taken", title: "This username is taken.", status: 409 });

/** An act that ends as the test says, and the keys it was done with. */
function acting() {
  const keys: string[] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const act = (key: string) => {
    keys.push(key);
    return new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
  };
  return { act, keys, ends };
}

test("what is under way is not done a second time", async () => {
  const { act, keys, ends } = acting();
  const { busy, submit } = useSubmit(act);
  const first = submit();
  await submit();
  expect([keys.length, busy.value]).toEqual([1, true]);
  ends[0]?.resolve();
  await first;
  expect(busy.value).toBe(false);
});

test("a refusal is said in its own words until it is tried again", async () => {
  const { act, ends } = acting();
  const { wrong, submit } = useSubmit(act);
  const first = submit();
  ends[0]?.reject(taken);
  await first;
  expect(wrong.value).toBe("This username is taken.");
  void submit();
  expect(wrong.value).toBeUndefined();
});

test("the same words are the same command until it is done, and other words another", async () => {
  const { act, keys, ends } = acting();
  const name = ref("one");
  const { wrong, submit } = useSubmit(act, { words: [name] });
  const refused = submit();
  ends[0]?.reject(taken);
  await refused;
  const done = submit();
  ends[1]?.resolve();
  await done;
  const again = submit();
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[1]);
  ends[2]?.reject(taken);
  await again;
  expect(wrong.value).toBe("This username is taken.");
  name.value = "two";
  await nextTick();
  expect(wrong.value).toBeUndefined();
  void submit();
  expect(keys[3]).not.toBe(keys[2]);
});
