"""What concerns one, told on a connection that follows rooms: it begins with `ready`, and nothing lies between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.wire import server
from query.access import LAST_SEQ
from query.live.personal.beginning import read_on, tell
from query.live.personal.stream import PersonalStream
from query.live.room_states import RoomStates

if TYPE_CHECKING:
    from query.live.connection import Connection
    from query.live.personal.concern import Row


async def tell_beside(connection: Connection, ready: server.Ready, standing: RoomStates) -> None:
    """Say `ready`, and tell what concerns its account from there on until the connection ends."""
    feed = connection.gateway.feed
    stays = {room_id: [(seq, LAST_SEQ)] for room_id, seq in standing.since.items()}
    personal = PersonalStream(connection, ready.account, stays, standing.position.number, alone=False)
    feed.enter_at(personal.told_up_to)
    try:
        missed, at = await _missed(personal)
        if connection.transport.closing:
            return
        connection.say(ready)
        for row in missed:
            tell(personal, row, follows=True)
            personal.told_up_to = row.position
        if not personal.ended:
            personal.told_up_to = at
            feed.join(personal)
            connection.personal = personal
    finally:
        if connection.personal is not personal and not personal.ended:
            feed.leave(None)


async def _missed(personal: PersonalStream) -> tuple[list[Row], int]:
    """What the reader of the log has passed since, mostly from its memory, and up to where it has."""
    feed, at = personal.connection.gateway.feed, personal.told_up_to
    missed: list[Row] = []
    while feed.at is not None and at < feed.at and not personal.connection.transport.closing:
        up_to, recent = feed.at, feed.recent(at)
        if recent is None:
            found, at = await read_on(personal, at, up_to)
            missed += found
        else:
            missed += recent
            at = up_to
    return missed, at
