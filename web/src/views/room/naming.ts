/** Mentions as people write them, `@Ann`, and as the server knows them, `<@account_id>`. Pure. */
import { mentions } from "../../model/index.ts";

export interface Called {
  readonly id: string;
  readonly name: string;
  readonly username: string | null;
}

const CODE = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/;
const BEFORE = /[\p{L}\p{N}_@/.<]$/u;
const AFTER = /^[\p{L}\p{N}_]/u;

interface Name {
  readonly name: string;
  readonly id: string;
}

/** What people can be called by, the longest first; of two who are called alike, the first. */
export function namesOf(people: readonly Called[]): Name[] {
  const names = people.flatMap((one) => [one.name, one.username].map((name) => ({ name: name ?? "", id: one.id })));
  return names.filter(({ name }) => name !== "").sort((a, b) => b.name.length - a.name.length);
}

/** What is sent: each `@name` of these, outside of code, by its id. */
export function encoded(text: string, names: readonly Name[]): string {
  const parts = text.split(CODE);
  return parts.map((part, index) => (index % 2 === 1 ? part : plain(part, names))).join("");
}

function plain(text: string, names: readonly Name[]): string {
  let made = "";
  let from = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (at < from || BEFORE.test(text.slice(Math.max(at - 2, 0), at))) continue;
    const rest = text.slice(at + 1);
    const found = names.find(({ name }) => starts(rest, name) && !AFTER.test(rest.slice(name.length)));
    if (!found) continue;
    made += `${text.slice(from, at)}<@${found.id}>`;
    from = at + 1 + found.name.length;
  }
  return made + text.slice(from);
}

function starts(text: string, name: string): boolean {
  return text.slice(0, name.length).toLowerCase() === name.toLowerCase();
}

/** Whom a message names, so that what is edited can be encoded again. */
export function namedIn(body: string): string[] {
  return [...mentions(body)];
}

/** What is being completed at the caret: the letters after an `@`, and where it stands; null where nothing is. */
export function mentionAt(text: string, caret: number): { at: number; letters: string } | null {
  const found = /(^|[\s([{"'«„“])@([\p{L}\p{N}._-]{0,32})$/u.exec(text.slice(0, caret));
  const letters = found?.[2] ?? "";
  return found ? { at: caret - letters.length - 1, letters } : null;
}

/** Who may be meant, those whose name begins so before those in whose name a word does. */
export function candidates<C extends Called>(people: readonly C[], letters: string, most = 8): C[] {
  const sought = letters.toLowerCase();
  const distance = ({ name, username }: Called) => {
    const low = name.toLowerCase();
    if (low.startsWith(sought)) return 0;
    if (username?.startsWith(sought)) return 1;
    return low.split(/[\s-]+/).some((word) => word.startsWith(sought)) ? 2 : 3;
  };
  const ranked = people.map((one) => [distance(one), one] as const).filter(([by]) => by < 3);
  return ranked
    .sort(([a, one], [b, other]) => a - b || one.name.localeCompare(other.name))
    .slice(0, most)
    .map(([, one]) => one);
}
