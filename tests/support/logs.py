"""Opening a process's log on a test's database, and saying things in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import asyncpg

from events.event import Event
from events.keyring import Keyring
from events.log.append import PLANNER, Appender
from events.log.log import Decided, Log
from events.log.write import Expectation, Outcome, Verdict
from events.room import History, MemberJoined, MessageSent, Role, RoomCreated, Visibility
from events.stored import Draft
from runtime.postgres import Pool, open_pool
from tests.support.keys import SECRETS


class OpenLog:
    """A log as one process has it, with the parts that tests look at."""

    def __init__(self, pool: Pool, appender: Appender) -> None:
        self.pool = pool
        self.appender = appender
        self.keyring = Keyring(pool, SECRETS.keks, SECRETS.current_kek)
        self.log = Log(pool, appender, self.keyring)

    async def write(
        self,
        stream_id: UUID,
        *events: Event,
        actor: UUID,
        command_id: UUID | None = None,
        expect: tuple[Expectation, ...] = (),
        fingerprint: bytes = b"f",
    ) -> Outcome:
        """Append one command's events to one stream, whatever becomes of it."""
        drafts = [Draft(stream_id, event) for event in events]
        command_id = command_id or uuid4()
        return await self.log.append(Decided(actor, command_id, fingerprint, stream_id, drafts, expect))

    async def accepted(self, stream_id: UUID, *events: Event, actor: UUID) -> Outcome:
        """Append events that nothing stands against."""
        outcome = await self.write(stream_id, *events, actor=actor)
        assert outcome.verdict is Verdict.ACCEPTED
        return outcome

    async def room(self, owner: UUID, *members: UUID, visibility: Visibility = Visibility.PUBLIC) -> UUID:
        """A room with its owner and members in it."""
        room = uuid4()
        history = History.ALL if visibility is Visibility.PUBLIC else History.SINCE_JOIN
        created = RoomCreated(name="The kitchen", visibility=visibility, history=history)
        joined = MemberJoined(account_id=owner, role=Role.OWNER)
        await self.accepted(room, created, joined, actor=owner)
        for member in members:
            await self.accepted(room, MemberJoined(account_id=member, role=Role.MEMBER), actor=member)
        return room

    async def say(self, room: UUID, author: UUID, body: str, *, reply_to: UUID | None = None) -> UUID:
        """One message; its id."""
        message_id = uuid4()
        event = MessageSent(message_id=message_id, body=body, reply_to=reply_to)
        await self.write(room, event, actor=author, command_id=message_id)
        return message_id


@asynccontextmanager
async def open_log(database_url: str) -> AsyncIterator[OpenLog]:
    """A log of its own: open two on one database to stand for two processes."""

    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(database_url, server_settings=PLANNER | {"role": "parley_app"})

    pool = await open_pool(database_url)
    appender = Appender(connect)
    try:
        yield OpenLog(pool, appender)
    finally:
        await appender.close()
        await pool.close()
