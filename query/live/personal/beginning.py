"""How a personal stream begins: what was missed, then how all rooms stand, then what happens, without a seam."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from events.cursor import Position
from events.wire import notices, server
from query.access import LAST_SEQ
from query.live.personal.concern import PAGE, Row, concerns
from query.live.personal.stream import PersonalStream, Stays
from query.live.room_states import rooms_of
from query.view import CHECKPOINT, snapshot

if TYPE_CHECKING:
    from query.live.connection import Connection

RESUME_AT_MOST = 20_000  # events of the whole log; who is further behind is told what to fetch
STAYS = "select room_id, from_seq, to_seq from stays where account_id = $1 order by room_id, from_seq"


class FollowPersonal(Struct, frozen=True):
    """Wants what concerns them, after a position where they had come to one."""

    after: int | None = None
    id: None = None  # as frames have one that ties an answer to them


async def follow_personal(connection: Connection, asked: FollowPersonal) -> None:
    """Serve a personal stream until it is live."""
    feed = connection.gateway.feed
    joined = False
    try:
        await feed.enter()
        joined = await _catch_up(connection, asked)
    finally:
        if not joined:
            feed.leave(None)


async def _catch_up(connection: Connection, asked: FollowPersonal) -> bool:
    """Say what was missed and how things stand; False when the client is gone before it is live."""
    assert connection.claims is not None
    gateway, account_id = connection.gateway, connection.claims.account_id
    async with gateway.pages.turns, snapshot(gateway.pool, CHECKPOINT, gateway.epoch, account_id) as view:
        mine = await rooms_of(view.db, gateway.marks.recent, [account_id])
        stays: Stays = {}
        for row in await view.db.fetch(STAYS, account_id):
            stays.setdefault(row["room_id"], []).append((row["from_seq"], row["to_seq"] or LAST_SEQ))
        now = view.position
    after = now.number if asked.after is None else min(asked.after, now.number)
    if now.number - after > RESUME_AT_MOST:
        connection.say(notices.Gap(after=str(Position(gateway.epoch, after)), position=str(now)))
        after = now.number
    personal = PersonalStream(connection, account_id, stays, after)
    await _read(personal, after, now.number, follows=False)
    connection.say(server.Ready(account=account_id, rooms=mine.get(account_id, ()), position=str(now)))
    return await _join(personal, now.number)


async def _join(personal: PersonalStream, at: int) -> bool:
    """Go over to the reader of the log, once there is nothing between it and what this one was told."""
    connection = personal.connection
    feed = connection.gateway.feed
    while not connection.transport.closing and feed.at is not None:
        if at >= feed.at:
            personal.told_up_to = max(at, feed.at)
            feed.join(personal)
            connection.personal = personal
            return True
        at = await _read(personal, at, feed.at, follows=True)
    return False


async def _read(personal: PersonalStream, at: int, up_to: int, *, follows: bool) -> int:
    """Tell what there is up to a position; `follows` where that changes which rooms are whose."""
    socket = personal.connection.transport
    while at < up_to and not socket.closing:
        found, at = await read_on(personal, at, up_to)
        for row in found:
            await socket.drained()
            tell(personal, row, follows=follows)
    return at


async def read_on(personal: PersonalStream, at: int, up_to: int) -> tuple[list[Row], int]:
    """A page of what may concern somebody after a position, and up to where it tells all."""
    found = await personal.connection.gateway.feed.read(at, up_to, personal.account_id)
    return found, found[-1].position if len(found) == PAGE else up_to


def tell(personal: PersonalStream, row: Row, *, follows: bool) -> None:
    """Tell of an event what concerns somebody."""
    for account_id, why in concerns(row):
        if account_id == personal.account_id:
            if follows and row.type.startswith("member_"):
                personal.changed(row)
            personal.concerned(row, why)
