"""Rooms full of people who may speak: made through the log, or found in one that is there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from uuid import UUID

from msgspec import Struct

from events.ids import uuid7
from events.keyring import Keyring
from events.log import read
from events.log.append import Appender, session
from events.log.log import Decided, Log
from events.log.write import no_stream
from events.room import History, MemberJoined, Role, RoomCreated, Visibility
from events.stored import Draft
from runtime import postgres
from runtime.secrets import Secrets

NAME = "bench"
ROOMS, IN_A_ROOM = 16, 16
FINGERPRINT = bytes(32)
SEATS = """
    select room.stream_id, room.version, me.key, me.version
    from (select stream_id, version from touched where stream_id = key order by stream_id limit $1) room
    cross join lateral (
        select key, version from touched where stream_id = room.stream_id and key <> stream_id order by key limit $2) me
"""


class Seat(Struct, frozen=True):
    """Somebody in a room, and the versions at which the room's rules and theirs were last touched."""

    room_id: UUID
    room_version: int
    account_id: UUID
    version: int


@asynccontextmanager
async def opened(url: str, secrets: Secrets) -> AsyncIterator[Log]:
    """A log as the process that serves requests has it."""
    pool = await postgres.open_pool(url, application_name=NAME)
    settings = session((await read.head(pool)).epoch)
    appender = Appender(partial(postgres.connect, url, application_name=NAME, settings=settings))
    try:
        yield Log(pool, appender, Keyring(pool, secrets.keks, secrets.current_kek))
    finally:
        await appender.close()
        await pool.close()


async def seats(log: Log) -> list[Seat]:
    """The same number of people and rooms in every log."""
    if not await log.db.fetchval("select exists (select from touched)"):
        for _ in range(ROOMS):
            await _make_room(log)
    return [Seat(*row) for row in await log.db.fetch(SEATS, ROOMS, IN_A_ROOM)]


async def _make_room(log: Log) -> None:
    room_id, people = uuid7(), [uuid7() for _ in range(IN_A_ROOM + 1)]
    created = RoomCreated(name="A room", visibility=Visibility.PUBLIC, history=History.ALL)
    joined = [MemberJoined(account_id=person, role=Role.MEMBER) for person in people[1:]]
    events = [created, MemberJoined(account_id=people[0], role=Role.OWNER), *joined]
    drafts = [Draft(room_id, event) for event in events]
    await log.append(Decided(people[0], room_id, FINGERPRINT, room_id, drafts, [no_stream(room_id)]))
