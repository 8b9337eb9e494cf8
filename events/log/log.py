"""The log as its writers see it: seal and append, look up, and load what touches a key."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from events.codec import encode, subjects_of
from events.event import Event
from events.ids import uuid7
from events.keyring import Keyring
from events.log import read
from events.log.append import Appender
from events.log.db import Db
from events.log.write import Expectation, Outcome, Write
from events.registry import wire_name
from events.stored import Draft, Recorded


class Decided(Struct, frozen=True):
    """A command and what was decided on it, before sealing."""

    actor_id: UUID
    command_id: UUID
    fingerprint: bytes
    stream_id: UUID
    events: Sequence[Draft]
    expectations: Sequence[Expectation]
    initiator_id: UUID | None = None
    occurred_at: datetime | None = None
    metadata: str = "{}"


class Log:
    """One process's log: `db` to read it, the appender to write it, the keyring for what is personal in it."""

    def __init__(self, db: Db, appender: Appender, keyring: Keyring) -> None:
        self.db = db
        self._appender = appender
        self._keyring = keyring

    async def append(self, decided: Decided) -> Outcome:
        """Seal and append; raises what `Appender.append` raises, and `EventTooLarge`."""
        actor_id = decided.actor_id
        keys = await self._keyring.for_sealing(subjects_of(decided.events, actor_id))
        return await self._appender.append(
            Write(
                actor_id,
                decided.command_id,
                decided.fingerprint,
                decided.stream_id,
                [encode(draft, actor_id, uuid7(), keys) for draft in decided.events],
                decided.expectations,
                decided.initiator_id,
                decided.occurred_at,
                decided.metadata,
            )
        )

    async def known(self, actor_id: UUID, command_id: UUID, fingerprint: bytes) -> Outcome | None:
        """What became of a command that was accepted before; None when there was none."""
        return await read.known(self.db, actor_id, command_id, fingerprint)

    async def touching(
        self, stream_id: UUID, keys: Collection[UUID], subjects: Collection[UUID] = (), version: int = 0
    ) -> list[Recorded]:
        """One stream's events after a version that touch a key or are about a key or subject; raises `UnknownEvent`."""
        return await self._keyring.open(await read.touching(self.db, stream_id, keys, subjects, version))

    async def stream(self, stream_id: UUID, version: int = 0) -> list[Recorded]:
        """One short stream whole, a claim's for instance; raises `UnknownEvent`."""
        return await self._keyring.open(await read.stream(self.db, stream_id, version))

    async def last(self, stream_id: UUID) -> Recorded | None:
        """One stream's last event, where it says all that those before it said; raises `UnknownEvent`."""
        found = await read.last(self.db, stream_id)
        return (await self._keyring.open([found]))[0] if found else None

    async def newest(self, stream_id: UUID, *events: type[Event]) -> list[Recorded]:
        """Of each kind the last that is about a stream itself, in their order; raises `UnknownEvent`."""
        found = await read.newest(self.db, stream_id, [wire_name(event) for event in events])
        return await self._keyring.open(found)

    async def head(self) -> read.Head:
        """Where the log ends now."""
        return await read.head(self.db)
