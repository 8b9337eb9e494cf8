"""What is decided about messages: sending, answering, changing one's words, taking them back."""

from typing import assert_never
from uuid import UUID

from command.domain import ranks, texts
from command.domain.rejections import MessageIdTaken, MessageIsDeleted, NoSuchMessage, NotAllowed, NotYourMessage
from command.domain.room import Message, Room, RoomCommand, member, stay_open
from events.room import MessageDeleted, MessageEdited, MessageSent, Role, RoomEvent


class SendMessage(RoomCommand, frozen=True, tag="send_message"):
    """The message's id is the command's: a repeat can never say it twice."""

    body: str
    reply_to: UUID | None = None


class EditMessage(RoomCommand, frozen=True, tag="edit_message"):
    message_id: UUID
    body: str


class DeleteMessage(RoomCommand, frozen=True, tag="delete_message"):
    message_id: UUID


TalkCommand = SendMessage | EditMessage | DeleteMessage


def decide(room: Room, command: TalkCommand, me: UUID) -> list[RoomEvent]:
    role = member(room, me)
    match command:
        case SendMessage():
            stay_open(room)
            return [_sent(room, command)]
        case EditMessage(message_id=message_id):
            stay_open(room)
            message = _existing(room, message_id)
            if message.author_id != me:
                raise NotYourMessage
            if message.deleted:
                raise MessageIsDeleted
            body = texts.body(command.body)
            edited = MessageEdited(message_id=message_id, body=body, mentions=texts.mentions(body))
            return [] if body == message.body else [edited]
        case DeleteMessage(message_id=message_id):
            message = _existing(room, message_id)
            if message.author_id != me and not ranks.at_least(role, Role.MODERATOR):
                raise NotAllowed
            return [] if message.deleted else [MessageDeleted(message_id=message_id)]
        case _:
            assert_never(command)


def _sent(room: Room, command: SendMessage) -> MessageSent:
    if command.command_id in room.subjects:
        raise MessageIdTaken
    if command.reply_to is not None and _existing(room, command.reply_to).deleted:
        raise MessageIsDeleted
    body = texts.body(command.body)
    return MessageSent(
        message_id=command.command_id, body=body, mentions=texts.mentions(body), reply_to=command.reply_to
    )


def _existing(room: Room, message_id: UUID) -> Message:
    if message_id not in room.messages:
        raise NoSuchMessage
    return room.messages[message_id]
