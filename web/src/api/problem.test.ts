import { expect, test } from "vitest";

import { Problem, problemOf } from "./problem.ts";

const document = (slug: string, status: number) => ({ type: `/problems/${slug}`, title: slug, status });

test("what may be taken later is told apart from what never will be", () => {
  const passing = [400, 401, 403, 404, 408, 409, 413, 425, 429, 431, 500, 502, 503, 504].filter(
    (status) => new Problem(document("some", status)).passes,
  );
  expect(passing).toEqual([408, 425, 429, 500, 502, 503, 504]);
});

test("how long to wait stands in the document, or else in the header of a proxy", async () => {
  const headers = { "content-type": "application/problem+json", "retry-after": "1" };
  const limited = { ...document("rate_limited", 429), retry_after: 0.02 };
  expect((await problemOf(Response.json(limited, { status: 429, headers }))).wait).toBe(20);
  expect((await problemOf(new Response("", { status: 503, headers: { "retry-after": "2" } }))).wait).toBe(2000);
  expect(new Problem(document("not_found", 404)).wait).toBe(0);
});
