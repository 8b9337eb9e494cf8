/** Where the rows of a long list stand, of which only those in sight were ever measured. No page. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Rows that changed: so many from one on were others before, and so many are there now. */
export interface Change {
  readonly from: number;
  readonly gone: number;
  readonly come: number;
}

/** Rows upon each other. Where they begin is added up as far as somebody asks, and only from where something changed. */
export class Stack {
  #heights: number[] = [];
  /** Of the rows up to the first that something changed above of; one more than rows where nothing did. */
  readonly #begins: number[] = [0];

  get count(): number {
    return this.#heights.length;
  }

  get height(): number {
    return this.begin(this.count);
  }

  /** Where a row begins; after the last one, where that ends. */
  begin(index: number): number {
    const wanted = Math.min(index, this.count);
    for (let next = this.#begins.length; next <= wanted; next++)
      this.#begins.push((this.#begins[next - 1] ?? 0) + (this.#heights[next - 1] ?? 0));
    return this.#begins[wanted] ?? 0;
  }

  /** Whether it was another height. */
  set(index: number, height: number): boolean {
    if (this.#heights[index] === height) return false;
    this.#heights[index] = height;
    this.#forget(index);
    return true;
  }

  change({ from, gone }: Change, heights: readonly number[]): void {
    this.#heights = [...this.#heights.slice(0, from), ...heights, ...this.#heights.slice(from + gone)];
    this.#forget(from);
  }

  /** The row that stands at a height; the first or the last one beyond them, -1 where there is none. */
  rowAt(height: number): number {
    if (height >= this.height) return this.count - 1;
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.begin(middle) <= height) low = middle;
      else high = middle - 1;
    }
    return high < 0 ? -1 : low;
  }

  /** The rows to draw: those in sight, and `beyond` pixels more on either side; `end` is none of them. */
  span(top: number, height: number, beyond: number): Span {
    if (this.count === 0) return { start: 0, end: 0 };
    return { start: this.rowAt(top - beyond), end: this.rowAt(top + height + beyond) + 1 };
  }

  #forget(from: number): void {
    if (this.#begins.length > from + 1) this.#begins.length = from + 1;
  }
}

/** Whether what is drawn still reaches far enough beyond what is in sight. */
export function reaches(span: Span, needed: Span): boolean {
  return span.start <= needed.start && span.end >= needed.end;
}

/** What lies between the rows at either end that stayed. */
export function changeOf(before: readonly { key: string }[], now: readonly { key: string }[]): Change {
  const most = Math.min(before.length, now.length);
  let from = 0;
  while (from < most && before[from]?.key === now[from]?.key) from++;
  let after = 0;
  while (after < most - from && before.at(-1 - after)?.key === now.at(-1 - after)?.key) after++;
  return { from, gone: before.length - from - after, come: now.length - from - after };
}
