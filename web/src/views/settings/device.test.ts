// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { setLanguage } from "../../words/index.ts";
import { deviceOf } from "./device.ts";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";
const CHROME = `${WEBKIT} Chrome/142.0.0.0`;
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

test.each([
  [FIREFOX, "Firefox on Linux"],
  ["Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox on Android"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, "Chrome on Windows"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/142.0.0.0`, "Edge on Windows"],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME} Safari/537.36`, "Chrome on ChromeOS"],
  [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/142.0.0.0 Safari/537.36`, "Chrome on Linux"],
  [`Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`, "Chrome on Android"],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME} Safari/537.36 OPR/126.0.0.0`, "Opera on macOS"],
  [`Mozilla/5.0 (Windows NT 10.0) ${CHROME} YaBrowser/25.10.0.0 Safari/537.36`, "Yandex Browser on Windows"],
  [`${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`, "Safari on iPhone"],
  [`${IPHONE} CriOS/142.0 Mobile/15E148 Safari/604.1`, "Chrome on iPhone"],
  [`${IPHONE} FxiOS/145.0 Mobile/15E148 Safari/605.1.15`, "Firefox on iPhone"],
  ["Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101", "Linux"],
  ["Mozilla/5.0 (compatible)", "Mozilla/5.0 (compatible)"],
])("a browser is told with its system: %s", (called, shown) => {
  expect(deviceOf(called)).toBe(shown);
});

test.each([
  ["curl/8.5.0", "curl"],
  ["python-httpx/0.28.1", "python-httpx"],
  ["Tea-Bot/1.0 (Linux; Firefox/145.0)", "Tea-Bot"],
  ["My kitchen tablet", "My kitchen tablet"],
  ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert"],
  ["/1.0", "/1.0"],
  ["(nothing)", "(nothing)"],
  [null, "Unknown device"],
])("what is no browser is told by its name: %s", (called, shown) => {
  expect(deviceOf(called)).toBe(shown);
});

test("it is told in the language somebody chose", async () => {
  await setLanguage("ru");
  expect(deviceOf(FIREFOX)).toBe("Firefox, Linux");
  expect(deviceOf(null)).toBe("Неизвестное устройство");
  await setLanguage("en");
});
