"""The bulk load: ranges of the log go to processes that copy messages; all else is written here, in the log's order."""

import asyncio
import os

from events.log.progress import Stages
from projections.engine.tasks import together
from projections.rebuild.ask import ask, working
from projections.rebuild.pipe import Loaded, Range, Task
from projections.rebuild.ranges import Ranges
from projections.rebuild.version import Version, ours
from runtime.postgres import Connection, Pool

EACH = 10_000  # events in a range
MOST_WORKERS = 8


async def load(
    db: Connection, pool: Pool, version: Version, task: Task, up_to: int, each: int, progress: Stages
) -> None:
    """Load all but what changes messages, up to a position; `db` has entered the version. Raises `Stopped`."""
    ranges, written = Ranges(pool, up_to, each), Written(db, version, up_to, progress)
    workers = min(len(os.sched_getaffinity(0)), MOST_WORKERS, -(-up_to // each))
    await together(*[asyncio.create_task(_work(task, ranges, written)) for _ in range(workers)])


async def _work(task: Task, ranges: Ranges, written: "Written") -> None:
    async with working(task) as process:
        async for number, range_ in ranges:
            await written.add(number, range_, await ask(process, range_))


class Written:
    """What the workers give back, written in the order of the log in which they did not finish."""

    def __init__(self, db: Connection, version: Version, up_to: int, progress: Stages) -> None:
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
