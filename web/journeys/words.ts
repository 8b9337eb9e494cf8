/** What the interface calls things, so that a journey finds them as people do. */
import { en } from "../src/words/en.ts";
import { ru } from "../src/words/ru.ts";

export type Key = keyof typeof en;
export type Named = (key: Key, filled?: Record<string, string | number>) => string;

export const english: Named = (key, filled) => text(en[key], "en", filled);
export const russian: Named = (key, filled) => text(ru[key], "ru", filled);

function text(entry: string | Record<string, string>, language: string, filled: Record<string, string | number> = {}) {
  const plural =
    typeof entry === "string" ? entry : entry[new Intl.PluralRules(language).select(Number(filled["count"]))];
  const chosen = plural ?? (entry as Record<string, string>)["other"] ?? "";
  return chosen.replace(/\{(\w+)\}/g, (_, name: string) => shown(filled[name], language));
}

function shown(value: string | number | undefined, language: string): string {
  return typeof value === "number" ? value.toLocaleString(language) : (value ?? "");
}
