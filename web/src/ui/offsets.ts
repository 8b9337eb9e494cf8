/** Where the rows of a long list stand, of which only those in sight were ever measured. Pure. */

/** `offsets[i]` is where row i begins; the last one is the height of all. */
export function offsetsOf(count: number, sizeOf: (index: number) => number): Float64Array {
  const offsets = new Float64Array(count + 1);
  for (let index = 0; index < count; index++) offsets[index + 1] = (offsets[index] ?? 0) + sizeOf(index);
  return offsets;
}

/** The row that stands at a height; the first or the last one beyond them, -1 where there is none. */
export function rowAt(offsets: Float64Array, height: number): number {
  let low = 0;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= height) low = middle;
    else high = middle - 1;
  }
  return offsets.length < 2 ? -1 : low;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The rows to draw: those in sight, and `beyond` pixels more on either side; `end` is none of them. */
export function spanOf(offsets: Float64Array, top: number, height: number, beyond: number): Span {
  if (offsets.length < 2) return { start: 0, end: 0 };
  return { start: rowAt(offsets, top - beyond), end: rowAt(offsets, top + height + beyond) + 1 };
}

/** Whether what is drawn still reaches far enough beyond what is in sight. */
export function reaches(span: Span, needed: Span): boolean {
  return span.start <= needed.start && span.end >= needed.end;
}
