// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";

import type { Live } from "../live/index.ts";
import { watchAttention } from "./attention.ts";

test("what can be taken back is done when nobody sees the page any more, or it goes, and by nobody once that is over", () => {
  const live = { attention: vi.fn(), awake: vi.fn(), hurry: vi.fn(), network: vi.fn() };
  const looks = vi.spyOn(document, "visibilityState", "get");
  const end = watchAttention(live as unknown as Live);
  const turns = (to: DocumentVisibilityState) => {
    looks.mockReturnValue(to);
    document.dispatchEvent(new Event("visibilitychange"));
  };
  turns("hidden");
  expect([live.hurry.mock.calls.length, live.awake.mock.calls.length]).toEqual([1, 0]);
  turns("visible");
  expect([live.hurry.mock.calls.length, live.awake.mock.calls.length]).toEqual([1, 1]);
  dispatchEvent(new Event("pagehide"));
  expect(live.hurry).toHaveBeenCalledTimes(2);
  end();
  dispatchEvent(new Event("pagehide"));
  turns("hidden");
  expect(live.hurry).toHaveBeenCalledTimes(2);
});
