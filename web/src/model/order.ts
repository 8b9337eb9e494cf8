/** In which order my rooms stand: those that name me, those with something new, then those that spoke last. */

export interface Placed {
  readonly id: string;
  readonly name: string;
  readonly unread: number;
  readonly mentions: number;
  readonly lastSaid: string | null;
}

/** Those `held` keep their places, so that nothing moves under a pointer; what is new to them comes after. */
export function inOrder<R extends Placed>(rooms: readonly R[], held: readonly string[] = []): R[] {
  const places = new Map(held.map((id, place) => [id, place]));
  const place = (room: R): number => places.get(room.id) ?? held.length;
  return [...rooms].sort((a, b) => place(a) - place(b) || urgency(a) - urgency(b) || later(a, b));
}

/** The list as it was where nothing in it is another: whoever looks at it need not look again. */
export function same<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  return before?.length === now.length && now.every((one, place) => one === before[place]) ? before : now;
}

/** The room after or before one, round and round; of all or of those `wanted`. */
export function beside<R extends { readonly id: string }>(
  rooms: readonly R[],
  from: string | undefined,
  step: 1 | -1,
  wanted: (room: R) => boolean = () => true,
): R | undefined {
  const here = rooms.findIndex((room) => room.id === from);
  const start = here < 0 && step < 0 ? rooms.length : here;
  for (let far = 1; far <= rooms.length; far++) {
    const next = rooms.at((start + step * far) % rooms.length);
    if (next && next.id !== from && wanted(next)) return next;
  }
  return undefined;
}

function urgency(room: Placed): number {
  if (room.mentions > 0) return 0;
  return room.unread > 0 ? 1 : 2;
}

function later(a: Placed, b: Placed): number {
  const [one, other] = [a.lastSaid ?? "", b.lastSaid ?? ""];
  if (one === other) return 0;
  return one > other ? -1 : 1;
}
