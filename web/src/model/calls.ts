/** Of what somebody wants to be told while they look elsewhere. */
import { mentions } from "./mentions.ts";
import { between } from "./ranges.ts";
import type { Message, Room, State } from "./state.ts";

export const WISHES = ["all", "mentions", "nothing"] as const;
export type Wish = (typeof WISHES)[number];

export interface Wanted {
  readonly wish: Wish;
  /** Rooms that are never told of. */
  readonly muted: readonly string[];
}

/** What was said in a room meanwhile, the oldest first; at least one message. */
export interface Call {
  readonly room: Room;
  readonly messages: readonly Message[];
}

/** What came between two states, by others, and is not read yet. A room that was not known before calls nobody. */
export function calls(before: State, now: State, { wish, muted }: Wanted): Call[] {
  if (wish === "nothing" || before.epoch !== now.epoch || before.me !== now.me) return [];
  const found: Call[] = [];
  for (const room of now.rooms.values()) {
    const known = before.rooms.get(room.id);
    if (!known || known.seq >= room.seq || room.facts.role === null || muted.includes(room.id)) continue;
    const range = { from: Math.max(known.seq, room.reading.upTo) + 1, to: room.seq };
    const messages = between(room.talk.ranges, range).filter((message) => calling(message, now.me, wish));
    if (messages.length > 0) found.push({ room, messages });
  }
  return found;
}

function calling({ author, body }: Message, me: string | null, wish: Wish): boolean {
  if (author === me || body === null) return false;
  return wish === "all" || (me !== null && mentions(body).has(me));
}

/** Whether a call is to be taken back: it was read, or one of its messages has lost its words. */
export function isOver(
  state: State,
  call: { room: string; seq: number; messages: readonly [string, string][] },
): boolean {
  const room = state.rooms.get(call.room);
  if (!room || room.facts.role === null || room.reading.upTo >= call.seq) return true;
  return room.talk.changes.some((change) => {
    if (change.type === "message_edited") return false;
    if (change.type === "member_erased") return call.messages.some(([, author]) => author === change.data.account_id);
    return call.messages.some(([id]) => id === change.data.message_id);
  });
}
