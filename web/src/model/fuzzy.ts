/** How well what somebody types fits a name: letters in order, best where words begin and side by side. */

export interface Fit {
  /** Greater is better. */
  readonly score: number;
  /** Which letters of the name were meant, by their places. */
  readonly at: readonly number[];
}

const FEW = 3; // fewer letters than these are in so many names that they must stand together, or begin words
const SIDE_BY_SIDE = 13;
const BEGINS_WORD = 10;
const BEGINS_NAME = 6;
const GAP = 1;

/** Null where it does not fit. Case and accents do not count, nor blanks in what is typed. */
export function fit(typed: string, name: string): Fit | null {
  const wanted = [...plain(typed)].filter((letter) => letter !== " ");
  const letters = [...name].map(plain);
  if (wanted.length === 0) return { score: 0, at: [] };
  let best: Fit | null = null;
  for (const [start, letter] of letters.entries()) {
    if (letter !== wanted[0]) continue;
    const found = from(start, wanted, letters);
    if (found && (!best || found.score > best.score)) best = found;
  }
  return best;
}

/** Those that fit, the best first; of equals the order stays. */
export function fitting<T>(typed: string, all: readonly T[], nameOf: (one: T) => string): { one: T; fit: Fit }[] {
  return all
    .flatMap((one) => {
      const found = fit(typed, nameOf(one));
      return found ? [{ one, fit: found }] : [];
    })
    .sort((a, b) => b.fit.score - a.fit.score);
}

function from(start: number, wanted: readonly string[], letters: readonly string[]): Fit | null {
  const at: number[] = [];
  let score = 0;
  for (let place = start; place < letters.length && at.length < wanted.length; place++) {
    const next =
      at.length === 0 ? start : following(place, wanted[at.length], letters, at.at(-1), wanted.length >= FEW);
    if (next === undefined) return null;
    const last = at.at(-1);
    if (last !== undefined) score += next === last + 1 ? SIDE_BY_SIDE : -GAP * Math.min(next - last - 1, 10);
    if (begins(next, letters)) score += BEGINS_WORD;
    at.push(next);
    place = next;
  }
  if (at.length < wanted.length) return null;
  if (start === 0) score += BEGINS_NAME;
  return { score: score - letters.length / 100, at };
}

/** The letter side by side if it is the one, else one that begins a word, else, `loosely`, the next. */
function following(
  place: number,
  letter: string | undefined,
  letters: readonly string[],
  last: number | undefined,
  loosely: boolean,
): number | undefined {
  let first: number | undefined;
  for (let each = place; each < letters.length; each++) {
    if (letters[each] !== letter) continue;
    first ??= each;
    if (each - 1 === last || begins(each, letters)) return each;
  }
  return loosely ? first : undefined;
}

function begins(place: number, letters: readonly string[]): boolean {
  return place === 0 || /[^\p{L}\p{N}]/u.test(letters[place - 1] ?? "");
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
