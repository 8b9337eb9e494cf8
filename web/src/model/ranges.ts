/**
 * What is known of a room's numbered things: which seqs are covered, and what stands there; the rest are holes.
 *
 * Chunks are immutable, sorted and apart. One more thing at the end copies one chunk and the list of chunks, so that a
 * room of 50,000 messages costs a new message hardly more than an empty one.
 */

export interface Numbered {
  readonly seq: number;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** All that there is between two seqs, both included; `items` are sorted and sparse. */
export interface Chunk<T extends Numbered> extends Range {
  readonly items: readonly T[];
}

export type Ranges<T extends Numbered> = readonly Chunk<T>[];

export const CHUNK = 128;

/** The index of the first chunk that ends at a seq or after it. */
function at<T extends Numbered>(ranges: Ranges<T>, seq: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.to ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the first item of that seq or a greater one. */
function within<T extends Numbered>(items: readonly T[], seq: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function find<T extends Numbered>(ranges: Ranges<T>, seq: number): T | undefined {
  const chunk = ranges[at(ranges, seq)];
  const item = chunk?.items[within(chunk.items, seq)];
  return item?.seq === seq ? item : undefined;
}

/** Another thing in the place of one that is there. */
export function replace<T extends Numbered>(ranges: Ranges<T>, item: T): Ranges<T> {
  const index = at(ranges, item.seq);
  const chunk = ranges[index];
  const place = chunk ? within(chunk.items, item.seq) : -1;
  return chunk?.items[place]?.seq === item.seq
    ? ranges.with(index, { ...chunk, items: chunk.items.with(place, item) })
    : ranges;
}

/** The seq after all that is known is known, too, with what stands there. */
export function append<T extends Numbered>(ranges: Ranges<T>, seq: number, item?: T): Ranges<T> {
  const last = ranges.at(-1);
  const added = item ? [item] : [];
  if (last?.to !== seq - 1 || (item && last.items.length >= CHUNK)) {
    return [...ranges, { from: seq, to: seq, items: added }];
  }
  const items = item ? [...last.items, item] : last.items;
  return ranges.with(-1, { from: last.from, to: seq, items });
}

/** All from one seq to another is known: these things, and what was known there before. */
export function cover<T extends Numbered>(ranges: Ranges<T>, range: Range, items: readonly T[]): Ranges<T> {
  if (range.from > range.to) return ranges;
  const first = at(ranges, range.from);
  let end = first;
  while (end < ranges.length && (ranges[end]?.from ?? 0) <= range.to) end++;
  const met = ranges.slice(first, end);
  const known = new Map<number, T>();
  for (const chunk of met) for (const item of chunk.items) known.set(item.seq, item);
  for (const item of items) known.set(item.seq, item);
  const all = [...known.values()].sort((a, b) => a.seq - b.seq);
  const whole = {
    from: Math.min(range.from, met[0]?.from ?? range.from),
    to: Math.max(range.to, met.at(-1)?.to ?? range.to),
  };
  return [...ranges.slice(0, first), ...cut(whole, all), ...ranges.slice(end)];
}

function cut<T extends Numbered>(whole: Range, items: readonly T[]): Chunk<T>[] {
  const chunks: Chunk<T>[] = [];
  let from = whole.from;
  for (let start = 0; start < items.length || start === 0; start += CHUNK) {
    const next = items[start + CHUNK];
    const to = next ? next.seq - 1 : whole.to;
    chunks.push({ from, to, items: items.slice(start, start + CHUNK) });
    from = to + 1;
  }
  return chunks;
}

/** What between two seqs is not known. */
export function holes<T extends Numbered>(ranges: Ranges<T>, range: Range): Range[] {
  const found: Range[] = [];
  let from = range.from;
  for (let index = at(ranges, range.from); from <= range.to; index++) {
    const chunk = ranges[index];
    const to = Math.min(chunk ? chunk.from - 1 : range.to, range.to);
    if (from <= to) found.push({ from, to });
    if (!chunk) break;
    from = Math.max(from, chunk.to + 1);
  }
  return found;
}

/** The things from one seq to another that are known. */
export function between<T extends Numbered>(ranges: Ranges<T>, range: Range): T[] {
  const found: T[] = [];
  for (const chunk of ranges.slice(at(ranges, range.from))) {
    if (chunk.from > range.to) break;
    for (const item of chunk.items) {
      if (item.seq >= range.from && item.seq <= range.to) found.push(item);
    }
  }
  return found;
}

export function count<T extends Numbered>(ranges: Ranges<T>): number {
  return ranges.reduce((sum, chunk) => sum + chunk.items.length, 0);
}

/** Forget the chunks farthest from a seq, until at most about `keep` things are known; and what was forgotten. */
export function trim<T extends Numbered>(ranges: Ranges<T>, around: number, keep: number): [Ranges<T>, T[]] {
  let first = 0;
  let end = ranges.length;
  let left = count(ranges);
  const gone: T[] = [];
  const away = (chunk: Chunk<T>) => Math.max(chunk.from - around, around - chunk.to, 0);
  while (end - first > 1) {
    const [low, high] = [ranges[first], ranges[end - 1]];
    if (!low || !high) break;
    const farthest = away(low) >= away(high) ? low : high;
    if (left - farthest.items.length < keep) break;
    left -= farthest.items.length;
    gone.push(...farthest.items);
    if (farthest === low) first++;
    else end--;
  }
  return [first === 0 && end === ranges.length ? ranges : ranges.slice(first, end), gone];
}
