/** Days and times as people say them, in their own time zone. */
import { shallowRef } from "vue";

import { language, t } from "./index.ts";

const formats = new Map<string, Intl.DateTimeFormat>();
/** In minutes. */
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 525_600],
  ["month", 43_800],
  ["day", 1440],
  ["hour", 60],
  ["minute", 1],
];

const today = shallowRef(new Date());
let turning: ReturnType<typeof setTimeout> | undefined;

/** Whatever says "today" says it anew when the day turns, or when somebody comes back after that. */
export function startDays(): void {
  const now = new Date();
  if (midnight(now) !== midnight(today.value)) today.value = now;
  clearTimeout(turning);
  turning = setTimeout(startDays, new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - +now);
  document.addEventListener("visibilitychange", startDays);
}

/** 14:05 */
export function time(at: Date): string {
  return format("time", { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** today, yesterday, Monday 2 November, or with its year: as in the midst of a sentence. */
export function day(at: Date, now = today.value): string {
  const ago = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (ago === 0) return t("day.today");
  if (ago === 1) return t("day.yesterday");
  const near = at.getFullYear() === now.getFullYear();
  const named: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  return near ? format("day", named).format(at) : format("year", { ...named, year: "numeric" }).format(at);
}

/** now, 5 minutes ago, yesterday, 3 months ago. */
export function ago(at: Date, now = new Date()): string {
  const minutes = Math.max(0, (now.getTime() - at.getTime()) / 60_000);
  const format = new Intl.RelativeTimeFormat(spoken(), { numeric: "auto" });
  for (const [unit, length] of UNITS) {
    if (minutes >= length) return format.format(-Math.floor(minutes / length), unit);
  }
  return format.format(0, "second");
}

/** The whole of it, for a tooltip. */
export function moment(at: Date): string {
  return format("moment", { dateStyle: "full", timeStyle: "medium" }).format(at);
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

/** The language as it is spoken where the browser is: 14:05 in London, 2:05 PM in New York. */
function spoken(): string {
  const [chosen, spoken] = [language(), navigator.languages];
  return spoken.find((tag) => tag.split("-")[0] === chosen) ?? chosen;
}

/** Making a format costs more than a hundred uses of it. */
function format(kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${kind}`;
  const found = formats.get(key) ?? new Intl.DateTimeFormat(spoken(), options);
  formats.set(key, found);
  return found;
}
