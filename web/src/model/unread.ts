/**
 * How much of a room I have not read: what the server counted at one seq, carried on by what happens.
 *
 * Each step also says whether it is exact. Where it cannot be (somebody deletes a message that was never loaded),
 * the room is in doubt, and is asked for anew.
 */
import type { ServerEventMessageSent } from "../api/generated/live.ts";
import { mentions } from "./mentions.ts";
import { between, holes } from "./ranges.ts";
import type { Change, Message, Reading, Talk } from "./state.ts";
import { look } from "./shelves.ts";
import { messageOf } from "./talk.ts";

const MOST = 512; // of those since, so that a busy room nobody reads costs no more than another

export interface Counted {
  readonly reading: Reading;
  readonly exact: boolean;
}

export function unreadOf(reading: Reading): { unread: number; mentions: number } {
  return {
    unread: reading.unread + reading.since.length,
    mentions: reading.mentions + reading.since.filter((one) => one.mention).length,
  };
}

/** What an answer or a frame tells of my reading, true at `head`. */
export interface Counts {
  readonly head: number;
  readonly read_seq?: number | null;
  readonly unread?: number | null;
  readonly mentions?: number | null;
}

export function readingOf({ head, read_seq, unread, mentions }: Counts): Reading {
  return { upTo: read_seq ?? 0, at: head, unread: unread ?? 0, mentions: mentions ?? 0, since: [] };
}

/** The server's counts at a seq: they may lack changes since, and marks of mine that were on their way. */
export function countedAt(reading: Reading, answer: Counts, talk: Talk, me: string | null): Counted {
  const fresh = readingOf(answer);
  const since = reading.since.filter((one) => one.seq > Math.max(fresh.at, fresh.upTo));
  const counted = readUpTo({ ...fresh, since }, reading.upTo, talk, me).reading;
  const later = talk.changes.filter((change) => change.seq > answer.head);
  const exact =
    counted.unread === 0 || (talk.changesFrom <= answer.head && later.every((change) => apart(counted, change, talk)));
  return { reading: counted, exact };
}

/** Whether a change is about nothing that was counted. */
function apart(reading: Reading, change: Change, talk: Talk): boolean {
  return change.type !== "member_erased" && (look(talk.seqs, change.data.message_id) ?? 0) > reading.at;
}

export function said(reading: Reading, event: ServerEventMessageSent, me: string | null): Reading {
  if (event.actor === me) return readUpTo(reading, event.seq, null).reading;
  if (event.seq <= reading.at) return reading;
  const mention = me !== null && event.data.mentions.includes(me);
  const one = { seq: event.seq, id: event.data.message_id, author: event.actor, mention };
  return shortened({ ...reading, since: [...reading.since, one] });
}

/** The older half of many is counted, and not told apart any more. */
function shortened(reading: Reading): Reading {
  const past = reading.since.length > MOST ? reading.since.slice(0, MOST / 2) : [];
  const last = past.at(-1);
  if (!last) return reading;
  return {
    ...reading,
    at: last.seq,
    unread: reading.unread + past.length,
    mentions: reading.mentions + past.filter((one) => one.mention).length,
    since: reading.since.slice(past.length),
  };
}

/** Read up to a seq, by me, from anywhere. */
export function readUpTo(reading: Reading, seq: number, talk: Talk | null, me: string | null = null): Counted {
  if (seq <= reading.upTo) return { reading, exact: true };
  const since = reading.since.filter((one) => one.seq > seq);
  const read = { ...reading, upTo: seq, since };
  if (seq >= reading.at || reading.unread === 0) return { reading: { ...read, unread: 0, mentions: 0 }, exact: true };
  const left = { from: seq + 1, to: reading.at };
  if (!talk || holes(talk.ranges, left).length > 0) return { reading: read, exact: false };
  const all = between(talk.ranges, left).filter((message) => message.body !== null && message.author !== me);
  const named = all.filter((message) => me !== null && mentions(message.body).has(me));
  // The mark may have been farther already, by a message of mine: reading never makes more unread.
  const unread = Math.min(reading.unread, all.length);
  return { reading: { ...read, unread, mentions: Math.min(reading.mentions, named.length) }, exact: true };
}

/** `talk` is as it was before the change. */
export function changedBy(reading: Reading, change: Change, talk: Talk, me: string | null): Counted {
  if (change.seq <= reading.at) return { reading, exact: true };
  if (change.type === "member_erased") {
    const since = reading.since.filter((one) => one.author !== change.data.account_id);
    return { reading: { ...reading, since }, exact: reading.unread === 0 };
  }
  const place = reading.since.findIndex((one) => one.id === change.data.message_id);
  if (place < 0) return { reading, exact: holds(reading, change, messageOf(talk, change.data.message_id), me) };
  const mention = change.type === "message_edited" && me !== null && change.data.mentions.includes(me);
  const since =
    change.type === "message_edited"
      ? reading.since.map((one, index) => (index === place ? { ...one, mention } : one))
      : reading.since.toSpliced(place, 1);
  return { reading: { ...reading, since }, exact: true };
}

type About = Exclude<Change, { type: "member_erased" }>;

/** Whether what the server counted is sure to hold after a change of a message that is not among those since. */
function holds(reading: Reading, change: About, message: Message | undefined, me: string | null): boolean {
  if (reading.unread === 0 || (message && (message.author === me || message.seq <= reading.upTo))) return true;
  if (change.type !== "message_edited") return false;
  return reading.mentions === 0 && !(me !== null && change.data.mentions.includes(me));
}
