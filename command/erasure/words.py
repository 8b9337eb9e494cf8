"""Erasing one message's words: what the log decides first, and then, however often it is cut off, its keys."""

from uuid import UUID

from msgspec import Struct

from command.considered import Actor
from command.domain.erasing import EraseMessage
from command.domain.rejections import NoSuchMessage
from command.handler import Accepted, handle
from command.keys import following_id
from command.writer import Writer
from events.keyring import Keyring
from events.log.db import Db
from events.shredding import shred_message

AUTHOR = "select actor_id from events where stream_id = $1 and subject_id = $2 and type = 'message_sent'"
FINISHED = "insert into erased_messages (room_id, message_id) values ($1, $2) on conflict do nothing"
UNREADABLE = """
    select count(*) from events where stream_id = $1 and subject_id = $2 and type in ('message_sent', 'message_edited')
"""


class MessageAt(Struct, frozen=True):
    """One message."""

    room_id: UUID
    message_id: UUID


async def erase(writer: Writer, message: MessageAt, initiator_id: UUID) -> Accepted:
    """Take a message's words from everything that shows them; the keys are `finish`'s.

    It is done on behalf of its author. Raises `NoSuchMessage` and what `handle` raises.
    """
    author = await writer.log.db.fetchval(AUTHOR, message.room_id, message.message_id)
    if author is None:
        raise NoSuchMessage
    command_id = following_id(writer.keys, "erasing", message.room_id, message.message_id)
    command = EraseMessage(command_id=command_id, room_id=message.room_id, message_id=message.message_id)
    return await handle(writer, command, Actor(author, initiator_id=initiator_id))


async def finish(db: Db, keyring: Keyring, message: MessageAt) -> bool:
    """Make an erased message's words unreadable in the log; False where it is too early, for about a minute."""
    if not await shred_message(db, keyring, message.room_id, message.message_id):
        return False
    await db.fetch(FINISHED, message.room_id, message.message_id)
    return True


async def unreadable(db: Db, message: MessageAt) -> int:
    """How many events hold what the message said: the first time, and with each edit."""
    count: int = await db.fetchval(UNREADABLE, message.room_id, message.message_id)
    return count
