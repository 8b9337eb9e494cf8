/** The interface's texts in the language somebody chose: `t("home.hello", { name })`. */
import { shallowRef } from "vue";

import { texts } from "../api/texts.ts";
import { en } from "./en.ts";

export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;
export type Key = keyof typeof en;
export type Words = Record<Key, string | Plural>;
export type Language = keyof typeof LANGUAGES;

/** What each language is called in itself; the others' texts are loaded when they are chosen. */
export const LANGUAGES = { en: "English", ru: "Русский" } as const;

type Blanks<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Blanks<Rest> : never;
type Forms<Entry> = Entry extends string ? Entry : Entry[keyof Entry];
type Filled<K extends Key> = { [Name in Blanks<Forms<(typeof en)[K]>>]: Name extends "count" ? number : string };
type Rest<K extends Key> = keyof Filled<K> extends never ? [] : [filled: Filled<K>];

/** Those without blanks: what tables of texts hold. */
export type PlainKey = { [K in Key]: keyof Filled<K> extends never ? K : never }[Key];

const PLACE = "parley.language";
const plurals = new Map<Language, Intl.PluralRules>(); // making one costs more than a hundred uses of it
const numbers = new Map<Language, Intl.NumberFormat>();
const chosen = shallowRef<{ language: Language; words: Words }>({ language: "en", words: en });

export function language(): Language {
  return chosen.value.language;
}

/** The text of a key, its blanks filled; a `count` also chooses its plural. */
export function t<K extends Key>(key: K, ...[filled]: Rest<K>): string {
  const { language, words } = chosen.value;
  const entry = words[key];
  const blanks: Record<string, string | number> = filled ?? {};
  const text =
    typeof entry === "string" ? entry : (entry[pluralsOf(language).select(Number(blanks["count"]))] ?? entry.other);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => shown(blanks[name], language));
}

export async function setLanguage(language: Language): Promise<void> {
  chosen.value = { language, words: await wordsOf(language) };
  document.documentElement.lang = language;
  texts.setItem(PLACE, language);
}

/** What was chosen here before, else what the browser is set to. */
export async function startLanguage(): Promise<void> {
  const wanted = [texts.getItem(PLACE) ?? "", ...navigator.languages].map((tag) => tag.split("-")[0]);
  const found = wanted.find((tag): tag is Language => tag !== undefined && tag in LANGUAGES) ?? "en";
  chosen.value = { language: found, words: await wordsOf(found) };
  document.documentElement.lang = found;
}

async function wordsOf(language: Language): Promise<Words> {
  return language === "ru" ? (await import("./ru.ts")).ru : en;
}

function shown(value: string | number | undefined, language: Language): string {
  if (typeof value !== "number") return value ?? "";
  const format = numbers.get(language) ?? new Intl.NumberFormat(language);
  numbers.set(language, format);
  return format.format(value);
}

function pluralsOf(language: Language): Intl.PluralRules {
  const rules = plurals.get(language) ?? new Intl.PluralRules(language);
  plurals.set(language, rules);
  return rules;
}
