"""A log full of everything that can happen, and a projections process on top of it."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import UUID, uuid4, uuid5

import asyncpg

from events.account import AccountErased, AccountImported, AccountRegistered, DisplayNameChanged
from events.log import read
from events.reader import RoomRead
from events.room import (
    MemberAdded,
    MemberErased,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
    MessageDeleted,
    MessageEdited,
    MessageErased,
    MessageSent,
    Role,
    RoomArchived,
    RoomEvent,
    RoomRenamed,
    RoomTopicChanged,
)
from events.shredding import destroy_subject, shred_message
from projections.core import NAME, core
from projections.engine.duty import keep
from projections.engine.health import Part
from projections.engine.ownership import Connect
from projections.engine.runner import Runner
from projections.engine.tasks import end
from projections.engine.wakeups import Wakeups
from runtime.postgres import Connection
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

BODIES = ["hello", "**bold** words", "a\nb", "see https://example.org", "<b>not a tag</b>", "ünïcode ✓", "|a|b|\n|-|-|"]


def connecting(url: str) -> Connect:
    """How a projections process opens connections of its own."""

    async def connect() -> Connection:
        return await asyncpg.connect(url, server_settings={"role": "parley_app"})

    return connect


async def eventually(true: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Look until it is so."""
    async with asyncio.timeout(patience):
        while not true():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def core_running(kept: OpenLog, url: str, wakeups: Wakeups | None = None) -> AsyncIterator[Part]:
    """A core runner of its own, as one process has it."""
    part, wakeups = Part(), wakeups or Wakeups()
    connect = connecting(url)
    runner = Runner(core(), kept.pool, kept.keyring, wakeups, part)
    tasks = [
        asyncio.create_task(wakeups.listen(connect)),
        asyncio.create_task(keep(NAME, connect, runner.work, part)),
    ]
    try:
        yield part
    finally:
        await end(*tasks)


async def shred_now(kept: OpenLog, room: UUID, message: UUID) -> None:
    """Have an erased message's keys go, as if nobody had sealed with them for long."""
    await shred_message(kept.pool, kept.keyring, room, message)
    await kept.pool.execute("update subject_keys set retired_at = retired_at - interval '1 day'")
    kept.keyring.forget()
    assert await shred_message(kept.pool, kept.keyring, room, message)


class Talk:
    """Says and does random things, always such as a command could have been accepted for."""

    def __init__(self, kept: OpenLog, seed: int, marks: float = 0.2) -> None:
        self.kept = kept
        self.random = random.Random(seed)
        self.marks = marks
        self.reading = random.Random(seed)  # of its own, so that what is said stays the same
        self.people: list[UUID] = []
        self.members: dict[UUID, set[UUID]] = {}
        self.said: dict[UUID, list[UUID]] = {}
        self.authors: dict[UUID, UUID] = {}
        self.been: dict[UUID, set[UUID]] = {}  # who was ever in a room

    async def go_on(self, commands: int) -> int:
        """Let so many things happen; the position of the last."""
        for _ in range(commands):
            await self._something()
        return (await self.kept.log.head()).position

    async def _something(self) -> None:
        chance = self.random.random()
        if chance < 0.08 or not self.people:
            return await self._arrive()
        if chance < 0.13 or not self.members:
            return await self._open_room()
        if chance < 0.16:
            person = self.random.choice(self.people)
            await self.kept.accepted(person, DisplayNameChanged(display_name=f"P{chance}"), actor=person)
            return None
        if chance < 0.18 and len(self.people) > 3:
            return await self.erase()
        if chance < 0.2 and any(self.said.values()):
            return await self.erase_message()
        room, actor = self.random.choice(list(self.members)), self.random.choice(self.people)
        if self.reading.random() < self.marks:
            await self._mark(room, actor)
        events = [event for _ in range(self.random.randint(1, 6)) for event in self._in_room(room, actor)]
        await self.kept.accepted(room, *events, actor=actor)
        return None

    async def _mark(self, room: UUID, reader: UUID) -> None:
        """Somebody has read up to anywhere, perhaps before what they have read already."""
        head = await read.stream_version(self.kept.pool, room)
        stream = uuid5(room, reader.hex)
        await self.kept.accepted(stream, RoomRead(room_id=room, seq=self.reading.randint(1, head)), actor=reader)

    async def erase(self) -> None:
        """Somebody has their account erased."""
        person = self.people.pop(self.random.randrange(len(self.people)))
        await self.kept.accepted(person, AccountErased(), actor=person)
        await destroy_subject(self.kept.pool, person)
        for room in self.members:
            if person in self.been[room]:
                role = Role.MEMBER if person in self.members[room] else None
                self.members[room].discard(person)
                await self.kept.accepted(room, MemberErased(account_id=person, role=role), actor=person)

    async def erase_message(self) -> None:
        """What somebody said once is erased, and soon its keys are."""
        room = self.random.choice([room for room, said in self.said.items() if said])
        message = self.said[room].pop(self.random.randrange(len(self.said[room])))
        await self.kept.accepted(room, MessageErased(message_id=message), actor=self.authors[message])
        await shred_now(self.kept, room, message)

    async def _arrive(self) -> None:
        person = uuid4()
        registered = AccountRegistered(username=f"u{person.hex[:8]}", display_name="U", email="u@example.org")
        imported = AccountImported(display_name="I", source="irc")
        await self.kept.accepted(person, self.random.choice([registered, imported]), actor=person)
        self.people.append(person)

    async def _open_room(self) -> None:
        owner = self.random.choice(self.people)
        room = await self.kept.room(owner)
        self.members[room], self.been[room], self.said[room] = {owner}, {owner}, []

    def _in_room(self, room: UUID, actor: UUID) -> list[RoomEvent]:
        inside, said = self.members[room], self.said[room]
        outside = [person for person in self.people if person not in inside]
        own = [message for message in said if self.authors[message] == actor]
        body = self.random.choice(BODIES)
        match self.random.randint(0, 15):
            case 0 | 1 if outside:
                inside.add(person := self.random.choice(outside))
                self.been[room].add(person)
                how = self.random.choice([MemberJoined, MemberAdded])
                return [how(account_id=person, role=self.random.choice(list(Role)))]
            case 2 if inside:
                inside.remove(person := self.random.choice(sorted(inside)))
                return [
                    self.random.choice(
                        [
                            MemberLeft(account_id=person, role=Role.MEMBER),
                            MemberRemoved(account_id=person, role=Role.MEMBER, reason="noise"),
                        ]
                    )
                ]
            case 3 if inside:
                person = self.random.choice(sorted(inside))
                return [MemberRoleChanged(account_id=person, role=self.random.choice(list(Role)), was=Role.MEMBER)]
            case 4:
                return [self.random.choice([RoomRenamed(name=body), RoomTopicChanged(topic=body)])]
            case 5 if said:
                message = said.pop(self.random.randrange(len(said)))
                return [MessageDeleted(message_id=message)]
            case 6 | 7 if own:
                return [MessageEdited(message_id=self.random.choice(own), body=body, mentions=(self.people[0],))]
            case 8 if self.random.random() < 0.1:
                return [RoomArchived()]
            case _:
                said.append(message := uuid4())
                self.authors[message] = actor
                reply = self.random.choice([None, *said[:-1]])
                return [MessageSent(message_id=message, body=body, reply_to=reply, mentions=tuple(self.people[:2]))]
