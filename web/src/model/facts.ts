/** A room's name, topic, size and my role in it, as answers and events tell them. */
import type { Facts, RoomAnswer, SystemEvent } from "./state.ts";

export function factsOf(room: RoomAnswer): Facts {
  return {
    at: room.head,
    name: room.name,
    topic: room.topic,
    visibility: room.visibility,
    history: room.history,
    archived: room.archived,
    createdAt: room.created_at,
    memberCount: room.member_count,
    lastSaidAt: room.last_said_at,
    role: room.role,
  };
}

/** The facts after an event, unless they are known as of a later one. */
export function factsAfter(facts: Facts, event: SystemEvent, me: string | null): Facts {
  return event.seq > facts.at ? { ...facts, ...news(facts, event, me), at: event.seq } : facts;
}

function news(facts: Facts, event: SystemEvent, me: string | null): Partial<Facts> {
  switch (event.type) {
    case "room_renamed":
      return { name: event.data.name };
    case "room_topic_changed":
      return { topic: event.data.topic };
    case "room_archived":
      return { archived: true };
    case "member_joined":
    case "member_added":
      return { memberCount: facts.memberCount + 1, role: event.data.account_id === me ? event.data.role : facts.role };
    case "member_role_changed":
      return { role: event.data.account_id === me ? event.data.role : facts.role };
    case "member_left":
    case "member_removed":
      return { memberCount: facts.memberCount - 1, role: event.data.account_id === me ? null : facts.role };
    case "member_erased":
      return event.data.role === null ? {} : { memberCount: facts.memberCount - 1 };
    default:
      return {};
  }
}
