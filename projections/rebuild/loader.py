"""A process that loads ranges of the log: copies their messages, and gives back what else they change."""

import asyncio
import gc
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import uvloop

from events.keyring import Keyring
from events.log import read
from events.room import MessageSent
from events.stored import Recorded
from projections.core import core
from projections.engine.opening import opened
from projections.engine.page import check_contiguous
from projections.engine.troubles import Stopped, without_values
from projections.history import History, numbered
from projections.rebuild.pipe import Failed, Loaded, Range, Task, packed, received
from projections.rebuild.version import Version, enter, ours
from projections.said import copy
from runtime import postgres
from runtime.postgres import AWAY, Connection

PAGE = 2000


class Statements:
    """Stands in for the database and keeps what a projection says to it; whoever asks something is refused."""

    def __init__(self) -> None:
        self.said: list[tuple[str, list[Any]]] = []

    async def execute(self, statement: str, *args: Any) -> None:
        self.said.append((statement, list(args)))


class Loader:
    """Works for one version, on a connection of its own."""

    def __init__(self, db: Connection, keyring: Keyring, version: Version) -> None:
        self._db = db
        self._keyring = keyring
        self._version = version
        self._others = [projection for projection in core() if not isinstance(projection, History)]

    async def load(self, range_: Range) -> Loaded:
        """All of a range; raises `Poisoned`, `GapInLog`, `OwnershipLost`, or what Postgres away raises."""
        statements, counts, position = Statements(), dict(range_.said), range_.after
        while position < range_.up_to:
            page = await read.after(self._db, position, min(PAGE, range_.up_to - position), range_.up_to)
            check_contiguous(page, position)
            position = page[-1].position
            batch = await opened(self._version.name, self._keyring, page)
            await self._copy(batch, counts)
            for projection in self._others:
                await projection.apply(statements, batch)  # type: ignore[arg-type]
        return Loaded(statements.said)

    async def _copy(self, batch: list[Recorded], counts: dict[UUID, int]) -> None:
        async with self._db.transaction():
            await ours(self._db, self._version)
            await copy(self._db, numbered(_said(batch), counts))


def _said(batch: Iterable[Recorded]) -> Iterator[tuple[MessageSent, Recorded]]:
    return ((recorded.event, recorded) for recorded in batch if isinstance(recorded.event, MessageSent))


async def main() -> None:
    """Load what we are told to until nobody tells us any more."""
    task = received(sys.stdin.buffer, Task)
    assert task is not None
    db = await postgres.connect(task.url, application_name="parley rebuild")
    version = Version(task.name, task.schema, task.attempt)
    await enter(db, version)
    loader = Loader(db, Keyring(db, task.keks, task.current_kek), version)
    gc.disable()  # nothing here goes round in circles
    os.nice(10)  # who talks and reads meanwhile comes first
    while range_ := await asyncio.to_thread(received, sys.stdin.buffer, Range):
        answer = packed(await _loaded(loader, range_))
        with suppress(BrokenPipeError):  # whoever asked is gone, and so is our standard input
            sys.stdout.buffer.write(answer)
            sys.stdout.buffer.flush()


async def _loaded(loader: Loader, range_: Range) -> Loaded | Failed:
    try:
        return await loader.load(range_)
    except Stopped as trouble:
        return Failed(str(trouble))
    except Exception as error:
        return Failed(without_values(error))


if __name__ == "__main__":
    try:
        uvloop.run(main())
    except AWAY as error:  # whoever asked says it in a sentence, on the same terminal
        sys.exit(without_values(error))
