/** One message: as an event says it, as HTTP tells it, and after a change. */
import type { ServerEventMessageSent } from "../api/generated/live.ts";
import type { Change, Message, MessageAnswer } from "./state.ts";

export function sent(event: ServerEventMessageSent): Message {
  return {
    id: event.data.message_id,
    seq: event.seq,
    author: event.actor,
    body: event.data.body,
    html: event.html ?? null,
    replyTo: event.data.reply_to ?? null,
    sentAt: event.at,
    editedAt: null,
    deleted: false,
  };
}

export function messageFrom(answer: MessageAnswer): Message {
  return {
    id: answer.message_id,
    seq: answer.seq,
    author: answer.author.account_id,
    body: answer.body,
    html: answer.html,
    replyTo: answer.reply_to,
    sentAt: answer.sent_at,
    editedAt: answer.edited_at,
    deleted: answer.deleted,
  };
}

/** Whether a change is about this message. */
export function concerns(change: Change, message: Message): boolean {
  if (change.type === "member_erased") return change.data.account_id === message.author;
  return change.data.message_id === message.id;
}

/** The message after a change that concerns it. */
export function changed(message: Message, change: Change): Message {
  switch (change.type) {
    case "message_edited": {
      const words = message.deleted
        ? { body: null, html: null }
        : { body: change.data.body, html: change.html ?? null };
      return { ...message, ...words, editedAt: change.at };
    }
    case "message_deleted":
      return { ...message, body: null, html: null, deleted: true };
    case "message_erased":
    case "member_erased":
      return { ...message, body: null, html: null };
  }
}
