/**
 * What I did and the server has not confirmed yet. A deed's id is made here once: of a message it is the message's id,
 * and however often and whichever way it is sent, it is done once. Pure: the time comes from outside.
 */
import type { ProblemDocument } from "../api/problem.ts";
import { messageOf } from "./talk.ts";
import type { Message, State } from "./state.ts";

export type Deed =
  | { readonly type: "send_message"; readonly body: string; readonly replyTo: string | null }
  | { readonly type: "edit_message"; readonly messageId: string; readonly body: string }
  | { readonly type: "delete_message"; readonly messageId: string };

/**
 * `waiting`: to be sent from `notBefore` on; `sending`: sent, not answered; `accepted`: on disk as `seq`, its event is
 * yet to come; `refused`: for `problem`, and only retried by hand.
 */
export interface Entry {
  readonly id: string;
  readonly room: string;
  readonly deed: Deed;
  readonly madeAt: number;
  readonly notBefore: number;
  readonly state: "waiting" | "sending" | "accepted" | "refused";
  readonly tries: number;
  readonly seq: number | null;
  readonly problem: ProblemDocument | null;
}

/** In the order in which things were done. */
export type Outbox = readonly Entry[];

const LONGEST = 300_000; // that anything waits before it is tried again

export function done(id: string, room: string, deed: Deed, madeAt: number, undoFor = 0): Entry {
  const notBefore = undoFor > 0 ? madeAt + undoFor : 0;
  return { id, room, deed, madeAt, notBefore, state: "waiting", tries: 0, seq: null, problem: null };
}

export function add(outbox: Outbox, entry: Entry): Outbox {
  return outbox.some((one) => one.id === entry.id) ? outbox : [...outbox, entry];
}

/** With what was done to it. */
export function discard(outbox: Outbox, id: string): Outbox {
  const left = outbox.filter((one) => one.id !== id && changed(one) !== id);
  return left.length < outbox.length ? left : outbox;
}

/** The message that is edited or deleted. */
function changed({ deed }: Entry): string | null {
  return deed.type === "send_message" ? null : deed.messageId;
}

/** Take back what was not sent yet; the same outbox where it is too late. */
export function undo(outbox: Outbox, id: string): Outbox {
  return outbox.some((one) => one.id === id && one.state === "waiting" && one.tries === 0)
    ? discard(outbox, id)
    : outbox;
}

export function sending(outbox: Outbox, id: string): Outbox {
  return change(outbox, id, (one) => ({ ...one, state: "sending", tries: one.tries + 1 }));
}

/** Nobody knows whether it was done: it is said again with the same id. */
export function again(outbox: Outbox, id: string, notBefore: number): Outbox {
  return change(outbox, id, (one) => (one.state === "sending" ? { ...one, state: "waiting", notBefore } : one));
}

/** What was tried before need not wait any longer. */
export function hastened(outbox: Outbox, now: number): Outbox {
  const late = (one: Entry) => one.state === "waiting" && one.tries > 0 && one.notBefore > now;
  return outbox.some(late) ? outbox.map((one) => (late(one) ? { ...one, notBefore: now } : one)) : outbox;
}

/** Nothing can be taken back any more. */
export function hurried(outbox: Outbox): Outbox {
  return outbox.some(undoable) ? outbox.map(final) : outbox;
}

/** Not to be taken back any more. */
export function final(one: Entry): Entry {
  return undoable(one) ? { ...one, notBefore: 0 } : one;
}

export function undoable(one: Entry): boolean {
  return one.state === "waiting" && one.tries === 0 && one.notBefore > 0;
}

/** Waiting no longer than was meant, where the clock has been set back since. */
export function timely(outbox: Outbox, now: number): Outbox {
  const off = (one: Entry) => one.state === "waiting" && (one.madeAt > now || one.notBefore > now + LONGEST);
  if (!outbox.some(off)) return outbox;
  const set = (one: Entry) => {
    const meant = undoable(one) ? one.notBefore - one.madeAt : one.madeAt > now ? 0 : LONGEST;
    return { ...one, madeAt: Math.min(one.madeAt, now), notBefore: Math.min(one.notBefore, now + meant) };
  };
  return outbox.map((one) => (off(one) ? set(one) : one));
}

/** What the server does not have, and would never have if it were forgotten now. */
export function unsent(outbox: Outbox): Entry[] {
  return outbox.filter((one) => one.state !== "accepted");
}

export function accepted(outbox: Outbox, id: string, seq: number): Outbox {
  return change(outbox, id, (one) => ({ ...one, state: "accepted", seq, problem: null }));
}

export function refused(outbox: Outbox, id: string, problem: ProblemDocument): Outbox {
  if (outbox.some((one) => one.deed.type === "delete_message" && changed(one) === id)) return discard(outbox, id);
  return change(outbox, id, (one) => ({ ...one, state: "refused", problem }));
}

/** Try again what was refused, or without waiting any longer. */
export function retry(outbox: Outbox, id: string, now: number): Outbox {
  return change(outbox, id, (one) => {
    return one.state === "sending" || one.state === "accepted"
      ? one
      : { ...one, state: "waiting", notBefore: now, problem: null };
  });
}

function change(outbox: Outbox, id: string, by: (one: Entry) => Entry): Outbox {
  return outbox.some((one) => one.id === id) ? outbox.map((one) => (one.id === id ? by(one) : one)) : outbox;
}

/** What must keep its order: the messages of a room, and what is done to one message. */
function lane({ room, deed }: Entry): string {
  return deed.type === "send_message" ? room : deed.messageId;
}

/** Whether the message that a deed is about, or answers, is itself not on disk yet. */
function early(outbox: Outbox, { deed }: Entry): boolean {
  const about = deed.type === "send_message" ? deed.replyTo : deed.messageId;
  return outbox.some((one) => one.id === about && one.state !== "accepted");
}

/** What may be sent now: the first of each lane, as many as may be on their way at once. */
export function due(outbox: Outbox, now: number, atOnce: number): Entry[] {
  const underWay = outbox.filter((one) => one.state === "sending");
  const busy = new Set(underWay.map(lane));
  const found: Entry[] = [];
  for (const one of outbox) {
    if (one.state !== "waiting" || busy.has(lane(one))) continue;
    busy.add(lane(one));
    if (one.notBefore <= now && !early(outbox, one)) found.push(one);
  }
  return found.slice(0, Math.max(atOnce - underWay.length, 0));
}

/** When something will be due that is not yet; null where nothing waits for a time. */
export function nextDue(outbox: Outbox, now: number): number | null {
  const times = outbox.filter((one) => one.state === "waiting" && one.notBefore > now).map((one) => one.notBefore);
  return times.length > 0 ? Math.min(...times) : null;
}

/** Without what the confirmed state has: by its event, or because it is accepted and nobody will tell its event. */
export function settled(outbox: Outbox, state: State): Outbox {
  const left = outbox.filter((one) => !confirmed(one, state));
  return left.length === outbox.length ? outbox : left;
}

function confirmed(entry: Entry, state: State): boolean {
  const room = state.rooms.get(entry.room);
  if (room && entry.deed.type === "send_message" && messageOf(room.talk, entry.id)) return true;
  if (entry.state !== "accepted") return false;
  return !room || room.seq >= (entry.seq ?? 0) || (room.follow !== "live" && room.follow !== "waiting");
}

/** What is to be shown of messages that are there: other words, or that they are being taken back. */
export interface Overlay {
  readonly entry: Entry;
  readonly body: string | null;
}

/** By message, the last thing done to each; what was refused changes nothing but is shown. */
export function overlays(outbox: Outbox, room: string): ReadonlyMap<string, Overlay> {
  const found = new Map<string, Overlay>();
  for (const entry of outbox) {
    const { deed } = entry;
    if (entry.room !== room || deed.type === "send_message") continue;
    found.set(deed.messageId, { entry, body: deed.type === "edit_message" ? deed.body : null });
  }
  return found;
}

/** A message with what I did to it laid over; new words have no HTML until the server has rendered them. */
export function shown(message: Message, over: Overlay | undefined): Message {
  if (!over || over.entry.state === "refused" || message.deleted) return message;
  if (over.entry.deed.type === "delete_message") return { ...message, body: null, html: null, deleted: true };
  return { ...message, body: over.body, html: null, editedAt: message.editedAt ?? message.sentAt };
}

/** A room's messages that are not there yet, in their order. */
export function pending(outbox: Outbox, room: string): Entry[] {
  return outbox.filter((one) => one.room === room && one.deed.type === "send_message");
}

/** The message that a deed of mine makes, as it reads until it is confirmed. */
export function expected({ id, deed, madeAt }: Entry, me: string | null): Message {
  const [body, replyTo] = deed.type === "send_message" ? [deed.body, deed.replyTo] : [null, null];
  const sentAt = new Date(madeAt).toISOString();
  return { id, seq: 0, author: me ?? "", body, html: null, replyTo, sentAt, editedAt: null, deleted: false };
}

/** Whether nobody has heard of it yet, and nobody will by itself. */
export function unheard(entry: Entry): boolean {
  return entry.state === "refused" || (entry.state === "waiting" && entry.tries === 0);
}
