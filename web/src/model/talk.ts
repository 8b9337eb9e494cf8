/** What was said in a room, as far as it is known: pages of the past and what happens now, one consistent whole. */
import type { ServerEventMessageSent } from "../api/generated/live.ts";
import type { PageAnswered } from "./actions.ts";
import { changed, concerns, messageFrom, sent } from "./messages.ts";
import { append, cover, find, replace, trim } from "./ranges.ts";
import { look, put, putAll, removeAll } from "./shelves.ts";
import { NO_TALK, type Change, type Message, type MessageAnswer, type Range, type Talk } from "./state.ts";

const CHANGES = 512;

export function messageOf(talk: Talk, id: string): Message | undefined {
  const seq = look(talk.seqs, id);
  return seq === undefined ? talk.asides.get(id) : find(talk.ranges, seq);
}

/** Nothing is known of what was said before a seq. */
export function begun(seq: number): Talk {
  return { ...NO_TALK, changesFrom: seq };
}

export function said(talk: Talk, event: ServerEventMessageSent): Talk {
  const message = sent(event);
  return {
    ...talk,
    ranges: append(talk.ranges, event.seq, message),
    seqs: put(talk.seqs, message.id, message.seq),
    asides: without(talk.asides, [message.id]),
  };
}

/** Something happened at this seq that was no message. */
export function passed(talk: Talk, seq: number): Talk {
  return { ...talk, ranges: append(talk.ranges, seq) };
}

export function changedBy(talk: Talk, change: Change): Talk {
  const many = talk.changes.length >= CHANGES;
  const changes = many ? talk.changes.slice(CHANGES / 2) : talk.changes;
  const changesFrom = many ? (talk.changes[CHANGES / 2 - 1]?.seq ?? talk.changesFrom) : talk.changesFrom;
  return passed({ ...applied(talk, change), changes: [...changes, change], changesFrom }, change.seq);
}

function applied(talk: Talk, change: Change): Talk {
  if (change.type === "member_erased") return erased(talk, change);
  const message = messageOf(talk, change.data.message_id);
  return message ? replaced(talk, changed(message, change)) : talk;
}

function replaced(talk: Talk, message: Message): Talk {
  if (talk.asides.has(message.id)) return { ...talk, asides: new Map(talk.asides).set(message.id, message) };
  return { ...talk, ranges: replace(talk.ranges, message) };
}

function erased(talk: Talk, change: Change): Talk {
  const one = (message: Message) => (concerns(change, message) ? changed(message, change) : message);
  const ranges = talk.ranges.map((chunk) =>
    chunk.items.some((message) => concerns(change, message)) ? { ...chunk, items: chunk.items.map(one) } : chunk,
  );
  return { ...talk, ranges, asides: new Map([...talk.asides].map(([id, message]) => [id, one(message)])) };
}

/** Whether an answer that was asked for at this seq can still be brought up to now. */
export function fresh(talk: Talk, askedAt: number): boolean {
  return askedAt >= talk.changesFrom;
}

/** A message of an answer, after the changes that it may not have. */
function upToDate(talk: Talk, askedAt: number, answer: MessageAnswer): Message {
  const since = talk.changes.filter((change) => change.seq > askedAt && change.seq > answer.seq);
  return since.reduce(
    (message, change) => (concerns(change, message) ? changed(message, change) : message),
    messageFrom(answer),
  );
}

/** A page of the past; `seq` is how far the room has been heard, and what lies beyond it is yet to come. */
export function paged(talk: Talk, page: PageAnswered, seq: number): Talk {
  if (!fresh(talk, page.askedAt)) return talk;
  const heard = page.messages.filter((answer) => answer.seq <= seq);
  const items = heard.map((answer) => upToDate(talk, page.askedAt, answer));
  return {
    ...talk,
    ranges: cover(talk.ranges, covered(page, seq), items),
    seqs: putAll(
      talk.seqs,
      items.map((message) => [message.id, message.seq] as const),
    ),
    asides: without(
      talk.asides,
      items.map((message) => message.id),
    ),
  };
}

/** What a page tells all of: it ends at its messages where more follow, else where it was asked for. */
function covered({ messages, where, older, newer, askedAt }: PageAnswered, seq: number): Range {
  const [first, last] = [messages[0]?.seq, messages.at(-1)?.seq];
  const none = where.before ?? where.after ?? where.around ?? 0;
  const from = where.after === undefined ? (older ? (first ?? none) : 1) : where.after + 1;
  const to = where.before === undefined ? (newer ? (last ?? none) : Math.max(askedAt, last ?? 0)) : where.before - 1;
  return { from: Math.max(from, 1), to: Math.min(to, seq) };
}

/** A message loaded alone. */
export function aside(talk: Talk, askedAt: number, answer: MessageAnswer, seq: number): Talk {
  if (!fresh(talk, askedAt) || answer.seq > seq || look(talk.seqs, answer.message_id) !== undefined) return talk;
  return { ...talk, asides: new Map(talk.asides).set(answer.message_id, upToDate(talk, askedAt, answer)) };
}

/** Only about so many messages around a seq. */
export function trimmed(talk: Talk, around: number, keep: number): Talk {
  const [ranges, gone] = trim(talk.ranges, around, keep);
  if (ranges === talk.ranges) return talk;
  return {
    ...talk,
    ranges,
    seqs: removeAll(
      talk.seqs,
      gone.map((message) => message.id),
    ),
  };
}

function without(asides: Talk["asides"], ids: readonly string[]): Talk["asides"] {
  if (!ids.some((id) => asides.has(id))) return asides;
  const left = new Map(asides);
  for (const id of ids) left.delete(id);
  return left;
}
