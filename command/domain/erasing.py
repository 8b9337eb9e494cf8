"""What is decided when a message's words are to be gone for ever, whoever wrote them and whatever the room is now."""

from uuid import UUID

from command.domain.rejections import NoSuchMessage
from command.domain.room import Room, RoomCommand
from events.room import MessageErased, RoomEvent


class EraseMessage(RoomCommand, frozen=True, tag="erase_message"):
    """Runs on behalf of the message's author, who may be gone; deleted words are still there to erase."""

    message_id: UUID


def decide(room: Room, command: EraseMessage) -> list[RoomEvent]:
    message = room.messages.get(command.message_id)
    if message is None:
        raise NoSuchMessage
    return [] if message.erased else [MessageErased(message_id=command.message_id)]
