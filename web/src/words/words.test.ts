// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { computed } from "vue";

import contract from "../../../docs/contracts/openapi.json";
import { en } from "./en.ts";
import { setLanguage, t } from "./index.ts";
import { ago, day } from "./moments.ts";
import { ru } from "./ru.ts";
import { problems } from "./ru_problems.ts";

test("every text has the same blanks in every language", () => {
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    const blanks = (entry: unknown): string[] => [...new Set(JSON.stringify(entry).match(/\{\w+\}/g))].sort();
    expect(blanks(ru[key]), key).toEqual(blanks(en[key]));
  }
});

test("every refusal of the server can be said in Russian", () => {
  const slugs = [
    ...new Set(Array.from(JSON.stringify(contract).matchAll(/\/problems\/(\w+)/g), ([, slug]) => slug ?? "")),
  ];
  expect(slugs.length).toBeGreaterThan(30);
  expect(slugs.filter((slug) => !problems[slug])).toEqual([]);
});

test("a count chooses its plural, in either language", async () => {
  expect(t("count.mentions", { count: 1 })).toBe("1 mention");
  expect(t("count.mentions", { count: 1200 })).toBe("1,200 mentions");
  await setLanguage("ru");
  expect(t("count.mentions", { count: 21 })).toBe("21 упоминание");
  expect(t("count.mentions", { count: 3 })).toBe("3 упоминания");
  expect(t("count.mentions", { count: 5 })).toBe("5 упоминаний");
  await setLanguage("en");
});

test("a day is called as people call it", () => {
  const now = new Date(2026, 10, 23, 0, 10);
  expect(day(new Date(2026, 10, 23, 0, 5), now)).toBe("today");
  expect(day(new Date(2026, 10, 22, 23, 59), now)).toBe("yesterday");
  expect(ago(new Date(now.getTime() - 20_000), now)).toBe("now");
  expect(ago(new Date(now.getTime() - 5 * 60_000), now)).toBe("5 minutes ago");
  expect(ago(new Date(now.getTime() - 70 * 86_400_000), now)).toBe("2 months ago");
  expect(day(new Date(2026, 10, 2, 12), now)).toBe("Monday, November 2");
  expect(day(new Date(2025, 10, 2, 12), now)).toBe("Sunday, November 2, 2025");
});

test("days and times are written as they are where the browser is", async () => {
  vi.resetModules(); // formats are kept
  const languages = vi.spyOn(navigator, "languages", "get").mockReturnValue(["de-DE", "en-GB", "en-US"]);
  const { day, time } = await import("./moments.ts");
  expect(time(new Date(2026, 10, 2, 14, 5))).toBe("14:05");
  expect(day(new Date(2026, 10, 2), new Date(2026, 10, 23))).toBe("Monday 2 November");
  languages.mockRestore();
});

test("at midnight yesterday is called so wherever it was today, also for who comes back later", async () => {
  vi.useFakeTimers({ now: new Date(2026, 10, 22, 23, 50) });
  vi.resetModules();
  const { day, startDays } = await import("./moments.ts");
  const said = computed(() => day(new Date(2026, 10, 22, 12)));
  startDays();
  expect(said.value).toBe("today");
  vi.advanceTimersByTime(10 * 60_000);
  expect(said.value).toBe("yesterday");
  vi.setSystemTime(new Date(2026, 10, 24, 8));
  document.dispatchEvent(new Event("visibilitychange"));
  expect(said.value).toBe("Sunday, November 22");
  vi.useRealTimers();
});
