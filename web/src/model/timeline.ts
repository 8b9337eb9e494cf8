/**
 * What a room's list shows, row by row: days, messages grouped by author, comings and goings, holes, what is unread.
 *
 * A chunk of messages that has not changed keeps its rows, and a message its row, so that a message more costs no more
 * in a long room, and what is drawn stays as it is.
 */
import { expected, type Entry } from "./outbox.ts";
import { between, holes, type Chunk, type Range } from "./ranges.ts";
import type { Message, Room, SystemEvent } from "./state.ts";

const GROUP_MS = 5 * 60_000;

export type Row =
  | { readonly kind: "day"; readonly key: string; readonly day: string; readonly at: string }
  | { readonly kind: "unread"; readonly key: string }
  | { readonly kind: "events"; readonly key: string; readonly events: readonly SystemEvent[] }
  | { readonly kind: "message"; readonly key: string; readonly message: Message; readonly first: boolean }
  | { readonly kind: "pending"; readonly key: string; readonly entry: Entry; readonly first: boolean }
  | ({ readonly kind: "hole"; readonly key: string } & Range);

export interface Wishes {
  /** The day of a time, as the reader's calendar has it; the same string for the same day. */
  readonly dayOf: (at: string) => string;
  /** The line "new" stands before the first message of others after this seq; null for none. */
  readonly unreadAfter: number | null;
  readonly me: string | null;
}

/** What the rows of a chunk depend on besides itself. */
interface Before {
  readonly day: string;
  readonly author: string;
  readonly at: string;
  readonly unread: boolean;
}

interface Made {
  readonly before: Before;
  readonly events: readonly SystemEvent[];
  readonly wishes: Wishes;
  readonly rows: readonly Row[];
  readonly after: Before;
}

const START: Before = { day: "", author: "", at: "", unread: false };
const kept = new WeakMap<Chunk<Message>, Made>();
const firsts = new WeakMap<Message, Row>();
const others = new WeakMap<Message, Row>();

/** All rows of what is known, the oldest first. `wishes` should stay the same object while nothing in it changes. */
export function timeline(room: Room, pending: readonly Entry[], wishes: Wishes): Row[] {
  const parts: (readonly Row[])[] = [];
  let before = START;
  let next = 1;
  for (const chunk of room.talk.ranges) {
    if (chunk.from > next) parts.push([hole({ from: next, to: chunk.from - 1 })]);
    const made = rowsOf(
      chunk,
      between(room.systemEvents, chunk),
      chunk.from > next ? { ...START, unread: before.unread } : before,
      wishes,
    );
    parts.push(made.rows);
    before = made.after;
    next = chunk.to + 1;
  }
  if (next <= room.seq) parts.push([hole({ from: next, to: room.seq })]);
  parts.push(waiting(pending, next <= room.seq ? START : before, wishes));
  return ([] as Row[]).concat(...parts); // many times faster than flat()
}

function hole({ from, to }: Range): Row {
  return { kind: "hole", key: `hole ${String(from)}`, from, to };
}

/** Messages on their way, in the groups that they will be in. */
function waiting(pending: readonly Entry[], before: Before, wishes: Wishes): Row[] {
  const rows: Row[] = [];
  let last = before;
  for (const entry of pending) {
    const message = expected(entry, wishes.me);
    const [at, day] = [message.sentAt, wishes.dayOf(message.sentAt)];
    if (day !== last.day) rows.push({ kind: "day", key: `day ${entry.id}`, day, at });
    rows.push({ kind: "pending", key: entry.id, entry, first: starts(message, day, last) });
    last = { ...last, day, author: message.author, at };
  }
  return rows;
}

function rowsOf(chunk: Chunk<Message>, events: readonly SystemEvent[], before: Before, wishes: Wishes): Made {
  const made = kept.get(chunk);
  if (made && made.wishes === wishes && sameEvents(made.events, events) && sameBefore(made.before, before)) return made;
  const fresh = make(chunk, events, before, wishes);
  kept.set(chunk, fresh);
  return fresh;
}

function sameEvents(a: readonly SystemEvent[], b: readonly SystemEvent[]): boolean {
  return a.length === b.length && a.every((event, index) => event === b[index]);
}

function sameBefore(a: Before, b: Before): boolean {
  return a.day === b.day && a.author === b.author && a.at === b.at && a.unread === b.unread;
}

function make(chunk: Chunk<Message>, events: readonly SystemEvent[], before: Before, wishes: Wishes): Made {
  const rows: Row[] = [];
  let last = before;
  let index = 0;
  const putEvents = (until: number) => {
    const some: SystemEvent[] = [];
    for (let event = events[index]; event && event.seq < until; event = events[++index]) some.push(event);
    if (some[0]) rows.push(...folded(some, last.day, wishes));
    const end = some.at(-1);
    if (end) last = { ...last, day: wishes.dayOf(end.at), author: "" };
  };
  for (const message of chunk.items) {
    putEvents(message.seq);
    const day = wishes.dayOf(message.sentAt);
    if (day !== last.day) rows.push({ kind: "day", key: `day ${String(message.seq)}`, day, at: message.sentAt });
    const begins = isUnread(message, wishes) && !last.unread;
    if (begins) rows.push({ kind: "unread", key: "unread" });
    rows.push(rowOf(message, begins || starts(message, day, last)));
    last = { day, author: message.author, at: message.sentAt, unread: last.unread || begins };
  }
  putEvents(Infinity);
  return { before, events, wishes, rows, after: last };
}

function rowOf(message: Message, first: boolean): Row {
  const rows = first ? firsts : others;
  const row = rows.get(message) ?? { kind: "message", key: message.id, message, first };
  rows.set(message, row);
  return row;
}

function isUnread(message: Message, { unreadAfter, me }: Wishes): boolean {
  return unreadAfter !== null && message.seq > unreadAfter && message.author !== me;
}

/** Whether a message begins a group: another author, another day, or after a while. */
function starts(message: Message, day: string, last: Before): boolean {
  if (message.author !== last.author || day !== last.day) return true;
  return Date.parse(message.sentAt) - Date.parse(last.at) > GROUP_MS;
}

/** Neighbouring system events of one day are one row. */
function folded(events: readonly SystemEvent[], before: string, { dayOf }: Wishes): Row[] {
  const rows: Row[] = [];
  let [day, some]: [string, SystemEvent[]] = [before, []];
  const close = () => {
    if (some[0]) rows.push({ kind: "events", key: `events ${String(some[0].seq)}`, events: some });
    some = [];
  };
  for (const event of events) {
    if (dayOf(event.at) !== day) {
      close();
      day = dayOf(event.at);
      rows.push({ kind: "day", key: `day ${String(event.seq)}`, day, at: event.at });
    }
    some.push(event);
  }
  close();
  return rows;
}

/** Whether all messages from one seq to another are known. */
export function whole(room: Room, range: Range): boolean {
  return holes(room.talk.ranges, range).length === 0;
}
