import { expect, test } from "vitest";

import { isHashed, isPage } from "./addresses.ts";

test("the client is at its own addresses, and at none of the API's", () => {
  for (const path of ["/", "/rooms/5b0c1de4", "/settings", "/docs-of-ours", "/v10"]) expect(isPage(path)).toBe(true);
  for (const path of ["/v1", "/v1/live", "/docs", "/docs/live", "/openapi.json", "/health/ready", "/theme.js"]) {
    expect(isPage(path)).toBe(false);
  }
});

test("only what is named by its contents is taken as it is kept", () => {
  expect(isHashed("/assets/index-Ab12.js")).toBe(true);
  expect(isHashed("/theme.js")).toBe(false);
});
