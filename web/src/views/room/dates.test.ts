import fc from "fast-check";
import { expect, test } from "vitest";

import { seqAt } from "./dates.ts";

test("a moment is found among messages, however sparse their seqs are", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: -10, max: 5100 }),
      async (numbers, wanted) => {
        const seqs = numbers.sort((a, b) => a - b);
        const at = (seq: number) => ({ seq, sent_at: new Date(seq * 1000).toISOString() });
        let asked = 0;
        const next = (after: number) => {
          asked++;
          const found = seqs.find((seq) => seq > after);
          return Promise.resolve(found === undefined ? undefined : at(found));
        };
        const expected = seqs.find((seq) => seq >= wanted) ?? seqs.at(-1);
        expect(await seqAt(wanted * 1000, seqs.at(-1) ?? 0, next)).toBe(expected);
        expect(asked).toBeLessThan(30);
      },
    ),
  );
});

test("an empty room has no days", async () => {
  expect(await seqAt(0, 0, () => Promise.resolve(undefined))).toBe(null);
});
