/** Questions about the state. */
import { between, holes } from "./ranges.ts";
import type { Message, Room } from "./state.ts";
import { messageOf } from "./talk.ts";
import { unreadOf } from "./unread.ts";

/** A message that is known, by its id: in the timeline, or loaded alone. */
export function messageIn(room: Room, id: string): Message | undefined {
  return messageOf(room.talk, id);
}

export function unread(room: Room): { unread: number; mentions: number } {
  return unreadOf(room.reading);
}

/** When something was said last. */
export function lastSaid(room: Room): string | null {
  const [answered, heard] = [room.facts.lastSaidAt, room.talk.ranges.at(-1)?.items.at(-1)?.sentAt ?? null];
  return heard !== null && (answered === null || heard > answered) ? heard : answered;
}

/** The seq up to which I have read. */
export function lastRead(room: Room): number {
  return room.reading.upTo;
}

/** The seq of the first message of others that I have not read: 0 where there is none, null where it is not loaded. */
export function firstUnread(room: Room, me: string | null): number | null {
  if (unreadOf(room.reading).unread === 0) return 0;
  const left = { from: room.reading.upTo + 1, to: room.seq };
  const first = between(room.talk.ranges, left).find((message) => message.body !== null && message.author !== me);
  const missing = holes(room.talk.ranges, { ...left, to: first?.seq ?? left.to });
  return missing.length > 0 ? null : (first?.seq ?? 0);
}

/** Who is typing besides me. */
export function typists(room: Room, me: string | null, now: number): string[] {
  return [...room.typing].filter(([account, until]) => account !== me && until > now).map(([account]) => account);
}
