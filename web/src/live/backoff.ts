/** When to come back: full jitter, so that those who lost their connection at once do not come back at once. */

const LONGEST = 30_000;

/** A random time between 0 and min(30 s, 2ⁿ s) at the n-th try. */
export function backOff(tries: number, chance: number): number {
  return chance * Math.min(LONGEST, 1000 * 2 ** tries);
}

/** A random time from … to, evenly spread. */
export function spread([from, to]: readonly [number, number], chance: number): number {
  return from + chance * Math.max(to - from, 0);
}
