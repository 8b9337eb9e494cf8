/** Which events stand between the messages, and which change messages. */
import type { Change, ServerEvent, SystemEvent } from "./state.ts";

const SYSTEM = new Set<string>([
  "room_created",
  "room_renamed",
  "room_topic_changed",
  "room_archived",
  "member_joined",
  "member_added",
  "member_left",
  "member_removed",
  "member_role_changed",
  "member_erased",
]);
const CHANGES = new Set<string>(["message_edited", "message_deleted", "message_erased", "member_erased"]);

/** False for messages, and for what this client does not know. */
export function isSystemEvent(event: ServerEvent): event is SystemEvent {
  return SYSTEM.has(event.type);
}

export function isChange(event: ServerEvent): event is Change {
  return CHANGES.has(event.type);
}
