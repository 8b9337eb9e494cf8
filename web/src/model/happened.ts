/** A room after its next event. */
import { factsAfter } from "./facts.ts";
import { isChange, isSystemEvent } from "./event_kinds.ts";
import { membersAfter } from "./members.ts";
import { append, count, trim } from "./ranges.ts";
import { stopped } from "./signals.ts";
import type { Room, ServerEvent, State, SystemEvent, Talk } from "./state.ts";
import { changedBy, passed, said, trimmed } from "./talk.ts";
import * as unread from "./unread.ts";

const KEPT = 200; // messages of a room that is not looked at

/** Each event once and in order is the connection's duty; another is none of this room's next. */
export function happened(room: Room, event: ServerEvent, { me, open }: State): Room {
  if (event.seq !== room.seq + 1) return room;
  const next = withSystemEvent(talked({ ...room, seq: event.seq, position: event.position }, event, me), event, me);
  return next.id === open ? next : small(next);
}

function talked(room: Room, event: ServerEvent, me: string | null): Room {
  if (event.type === "message_sent") {
    const reading = room.facts.role === null ? room.reading : unread.said(room.reading, event, me);
    return { ...stopped(room, event.actor), talk: said(room.talk, event), reading };
  }
  if (!isChange(event)) return { ...room, talk: passed(room.talk, event.seq) };
  const { reading, exact } = unread.changedBy(room.reading, event, room.talk, me);
  return { ...room, talk: changedBy(room.talk, event), reading, doubt: room.doubt || !exact };
}

function withSystemEvent(room: Room, event: ServerEvent, me: string | null): Room {
  if (!isSystemEvent(event)) return { ...room, systemEvents: append(room.systemEvents, event.seq) };
  const members = room.members && membersAfter(room.members, event);
  const reading = comes(event, me)
    ? { upTo: event.seq, at: event.seq, unread: 0, mentions: 0, since: [] }
    : room.reading;
  return {
    ...room,
    systemEvents: append(room.systemEvents, event.seq, event),
    members,
    facts: factsAfter(room.facts, event, me),
    reading,
  };
}

/** What was said before one came is not unread. */
function comes(event: SystemEvent, me: string | null): boolean {
  return (event.type === "member_joined" || event.type === "member_added") && event.data.account_id === me;
}

function small(room: Room): Room {
  const talk: Talk = count(room.talk.ranges) > 2 * KEPT ? trimmed(room.talk, room.seq, KEPT) : room.talk;
  const systemEvents =
    count(room.systemEvents) > 2 * KEPT ? trim(room.systemEvents, room.seq, KEPT)[0] : room.systemEvents;
  return talk === room.talk && systemEvents === room.systemEvents ? room : { ...room, talk, systemEvents };
}
