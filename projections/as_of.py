"""A room as it was: the core projections' own rules, on temporary tables, fed with its events up to a position."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from events.log import read
from events.log.naming import naming
from events.log.progress import Progress
from events.stored import Recorded, StoredEvent
from projections.core import core
from projections.engine.ownership import Connect
from projections.engine.page import PAGE
from projections.scratch import scratch_tables
from runtime.postgres import Connection

Opener = Callable[[Sequence[StoredEvent]], Awaitable[list[Recorded]]]
ROOM = """
    select room_id, name, topic, visibility, history, archived, created_by, created_at, head from rooms
"""
MEMBERS = """
    select account_id, coalesce(p.display_name, '') as display_name, m.role, m.since_seq, m.joined_at
    from members m left join people p using (account_id) order by m.since_seq
"""
MESSAGES = """
    select m.message_id, m.seq, m.author_id, coalesce(p.display_name, '') as display_name, m.body, m.reply_to,
        m.sent_at, m.edited_at, m.edited_seq, m.deleted_at, m.deleted_seq, m.erased
    from messages m left join people p on p.account_id = m.author_id where m.seq > $1 order by m.seq limit $2
"""
ACCOUNTS = "select created_by from rooms union select account_id from members union select author_id from messages"


class Room(Struct, frozen=True):
    """What the room itself was like; `head` is the seq of its last event by then."""

    room_id: UUID
    name: str
    topic: str
    visibility: str
    history: str
    archived: bool
    created_by: UUID
    created_at: datetime
    head: int


class Member(Struct, frozen=True):
    """Somebody who was in the room, under the name they had then."""

    account_id: UUID
    display_name: str
    role: str
    since_seq: int
    joined_at: datetime


class Message(Struct, frozen=True):
    """A message as it read then; one that was deleted by then, or is erased since, has no body."""

    message_id: UUID
    seq: int
    author_id: UUID
    display_name: str
    body: str | None
    reply_to: UUID | None
    sent_at: datetime
    edited_at: datetime | None
    edited_seq: int | None
    deleted_at: datetime | None
    deleted_seq: int | None
    erased: bool


class RoomAsOf:
    """A room at one position, in tables that are gone with their connection."""

    def __init__(self, db: Connection, room: Room) -> None:
        self._db = db
        self.room = room

    async def members(self) -> list[Member]:
        """Who was in it, the longest first."""
        return [Member(*row) for row in await self._db.fetch(MEMBERS)]

    async def messages(self) -> AsyncIterator[list[Message]]:
        """What had been said, page by page."""
        seq = 0
        while rows := await self._db.fetch(MESSAGES, seq, PAGE):
            yield [Message(*row) for row in rows]
            seq = rows[-1]["seq"]


@asynccontextmanager
async def room_as_of(
    connect: Connect, room_id: UUID, position: int, opener: Opener, progress: Progress | None = None
) -> AsyncIterator[RoomAsOf | None]:
    """The room as it was at a position; None where it did not exist yet."""
    async with scratch_tables(connect) as db:
        await _fold(db, room_id, position, opener, progress)
        row = await db.fetchrow(ROOM)
        yield RoomAsOf(db, Room(*row)) if row else None


async def _fold(db: Connection, room_id: UUID, up_to: int, opener: Opener, progress: Progress | None) -> None:
    total, version = await read.stream_version(db, room_id), 0
    while page := await read.stream(db, room_id, version, PAGE):
        until_then = [event for event in page if event.position <= up_to]
        await _apply(db, await opener(until_then))
        version = page[-1].version
        if progress:
            progress(version, total)
        if len(until_then) < len(page):
            break
    accounts = [row[0] for row in await db.fetch(ACCOUNTS)]
    for start in range(0, len(accounts), PAGE):
        await _apply(db, await opener(await naming(db, accounts[start : start + PAGE], up_to)))


async def _apply(db: Connection, recorded: Sequence[Recorded]) -> None:
    for projection in core():
        await projection.apply(db, recorded)
