/** An immutable table by id on 256 shelves: one change copies one shelf and their list, however many ids there are. */

export type Shelves<V> = readonly (ReadonlyMap<string, V> | undefined)[];

export const EMPTY: Shelves<never> = new Array(256).fill(undefined);

/** The end of an id is the same for ever and, of the ids we know, random. */
function shelf(id: string): number {
  return Number.parseInt(id.slice(-2), 16) & 255;
}

export function look<V>(shelves: Shelves<V>, id: string): V | undefined {
  return shelves[shelf(id)]?.get(id);
}

export function put<V>(shelves: Shelves<V>, id: string, value: V): Shelves<V> {
  const index = shelf(id);
  return shelves.with(index, new Map(shelves[index]).set(id, value));
}

/** Many at once: each shelf is copied once. */
export function putAll<V>(shelves: Shelves<V>, entries: Iterable<readonly [string, V]>): Shelves<V> {
  return changed(
    shelves,
    entries,
    (copy, [id, value]) => copy.set(id, value),
    ([id]) => id,
  );
}

export function removeAll<V>(shelves: Shelves<V>, ids: Iterable<string>): Shelves<V> {
  return changed(
    shelves,
    ids,
    (copy, id) => copy.delete(id),
    (id) => id,
  );
}

function changed<V, C>(
  shelves: Shelves<V>,
  changes: Iterable<C>,
  change: (copy: Map<string, V>, one: C) => unknown,
  idOf: (one: C) => string,
): Shelves<V> {
  const copies = new Map<number, Map<string, V>>();
  for (const one of changes) {
    const index = shelf(idOf(one));
    const copy = copies.get(index) ?? new Map(shelves[index]);
    copies.set(index, copy);
    change(copy, one);
  }
  if (copies.size === 0) return shelves;
  return shelves.map((old, index) => copies.get(index) ?? old);
}
