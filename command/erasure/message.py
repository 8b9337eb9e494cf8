"""Decides the erasure of one message's words."""

from command import room_parts
from command.considered import Actor, Considered
from command.domain.erasing import EraseMessage, decide
from command.room_parts import Asked
from command.writer import Writer
from events.log.write import untouched
from events.stored import Draft


async def consider(writer: Writer, command: EraseMessage, actor: Actor) -> Considered:
    """Decide on what the log says now, and expect that nobody edits the message meanwhile."""
    room_id, message_id = command.room_id, command.message_id
    known = await room_parts.known(writer, room_id, Asked((), (message_id,), (message_id,)), fresh=True)
    events = decide(known.room, command)
    return Considered(
        room_id,
        [Draft(room_id, event) for event in events],
        [untouched(room_id, message_id, known.versions[message_id])],
        lambda version: room_parts.remember(writer, room_id, known, events, actor.account_id, version),
    )
