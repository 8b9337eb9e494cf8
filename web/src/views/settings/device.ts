/** What a session was signed in with, in words, read from what its client called itself. */
import { t } from "../../words/index.ts";

type Mark = readonly [mark: RegExp, called: string];

/** Most browsers also call themselves by the names further down, so the first that fits is the one. */
const BROWSERS: readonly Mark[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\b(?:OPR|OPT|Opera)\//, "Opera"],
  [/\bYaBrowser\//, "Yandex Browser"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/(?:Chrome|Chromium|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: readonly Mark[] = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac(?:intosh| OS X)\b/, "macOS"],
  [/\b(?:Linux|X11)\b/, "Linux"],
];

/** Firefox on Linux; of a client that is no browser its name. */
export function deviceOf(called: string | null): string {
  if (called === null) return t("settings.sessions.unknown");
  if (!called.startsWith("Mozilla/")) return called.split(/[/(]/, 1)[0]?.trim() || called;
  const [browser, system] = [first(BROWSERS, called), first(SYSTEMS, called)];
  if (browser && system) return t("settings.sessions.device", { browser, system });
  return browser ?? system ?? called;
}

function first(marks: readonly Mark[], called: string): string | undefined {
  return marks.find(([mark]) => mark.test(called))?.[1];
}
