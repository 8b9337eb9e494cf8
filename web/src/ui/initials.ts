/** What stands in for somebody's picture: two letters of their name, and a colour that is always theirs. */

export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const [first = "?", last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return (letter(first) + (last ? letter(last) : "")).toLocaleUpperCase();
}

/** Of how many colours which one; ids are random, so any part of them chooses evenly. */
export function hue(id: string, of: number): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return sum % of;
}

/** A letter as people see it: with its accents, an emoji whole. */
function letter(word: string): string {
  const [first] = new Intl.Segmenter().segment(word);
  return first?.segment ?? "";
}
