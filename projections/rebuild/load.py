"""The bulk load: ranges of the log go to processes that copy messages; all else is written here, in the log's order."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import msgspec

from events.log.db import Db
from projections.engine.tasks import together
from projections.engine.troubles import Stopped
from projections.rebuild.pipe import LENGTH, Failed, Loaded, Range, Task, length, packed
from projections.rebuild.version import Progress, Version, ours
from runtime.postgres import Connection, Pool

EACH = 10_000  # events in a range
MOST_LOADERS = 8
SAID = """
    select stream_id, count(*) from events where position > $1 and position <= $2 and type = 'message_sent' group by 1
"""


async def load(
    db: Connection, pool: Pool, version: Version, task: Task, up_to: int, each: int, progress: Progress
) -> None:
    """Load all but what changes messages, up to a position; `db` has entered the version. Raises `Stopped`."""
    ranges, written = Ranges(pool, up_to, each), Written(db, version, up_to, progress)
    loaders = min(len(os.sched_getaffinity(0)), MOST_LOADERS, -(-up_to // each))
    await together(*[asyncio.create_task(_work(task, ranges, written)) for _ in range(loaders)])


async def _work(task: Task, ranges: "Ranges", written: "Written") -> None:
    async with loader(task) as process:
        async for number, range_ in ranges:
            await written.add(number, range_, await _asked(process, range_))


async def _asked(process: Process, range_: Range) -> Loaded:
    assert process.stdin
    assert process.stdout
    process.stdin.write(packed(range_))
    try:
        head = await process.stdout.readexactly(LENGTH)
        answer = msgspec.msgpack.decode(await process.stdout.readexactly(length(head)), type=Loaded | Failed)
    except asyncio.IncompleteReadError:
        raise Stopped(f"the process that loads events {range_.after + 1} to {range_.up_to} has ended") from None
    if isinstance(answer, Failed):
        raise Stopped(answer.trouble)
    return answer


@asynccontextmanager
async def loader(task: Task) -> AsyncIterator[Process]:
    """A process that loads; when we are killed it ends with its standard input."""
    command = (sys.executable, "-m", "projections.rebuild.loader")
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    try:
        assert process.stdin
        process.stdin.write(packed(task))
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


class Ranges:
    """What is still to be loaded, each range with how many messages its rooms had before it."""

    def __init__(self, db: Db, up_to: int, each: int) -> None:
        self._db = db
        self._up_to = up_to
        self._each = each
        self._after: Iterator[tuple[int, int]] = enumerate(range(0, up_to, each))
        self._said: Counter[UUID] = Counter()
        self._one_at_a_time = asyncio.Lock()

    def __aiter__(self) -> "Ranges":
        return self

    async def __anext__(self) -> tuple[int, Range]:
        async with self._one_at_a_time:
            number, after = next(self._after, (0, None))
            if after is None:
                raise StopAsyncIteration
            up_to = min(after + self._each, self._up_to)
            counts = {row["stream_id"]: row["count"] for row in await self._db.fetch(SAID, after, up_to)}
            before = {room_id: self._said[room_id] for room_id in counts}
            self._said.update(counts)
            return number, Range(after, up_to, before)


class Written:
    """What the loaders give back, written in the order of the log in which they did not finish."""

    def __init__(self, db: Connection, version: Version, up_to: int, progress: Progress) -> None:
        self._db = db
        self._version = version
        self._up_to = up_to
        self._progress = progress
        self._next = 0
        self._waiting: dict[int, tuple[Range, Loaded]] = {}
        self._one_at_a_time = asyncio.Lock()

    async def add(self, number: int, range_: Range, loaded: Loaded) -> None:
        self._waiting[number] = range_, loaded
        async with self._one_at_a_time:
            while found := self._waiting.pop(self._next, None):
                self._next += 1
                async with self._db.transaction():
                    await ours(self._db, self._version)
                    for statement, args in found[1].statements:
                        await self._db.execute(statement, *args)
                self._progress("loading", found[0].up_to, self._up_to)
