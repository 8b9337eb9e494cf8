"""Thousands who lose their connection at once, come back within some seconds, and want what was said meanwhile."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Annotated

import asyncpg
import cyclopts
from cyclopts import Parameter

from bench import figures, lags
from bench.cpu import each
from bench.crowd import Listener, come, gathered
from bench.figures import Aim, Case, Run
from bench.line import Line
from bench.options import STANDARD, Options, within
from bench.people import House, moved_in
from bench.report import report
from bench.served import Served, served
from bench.tally import Failed
from bench.window import percentiles, window
from bench.worker import Pipe, working
from bench.ws_speakers import speakers

PEOPLE, ROOMS, MISSED = 20, 10, 100
SPREAD = 5.0  # seconds over which they come back, each at a moment of its own
BACK_WITHIN = 60.0
FIRST_BACK_OFF, LONGEST_BACK_OFF = 0.5, 10.0  # seconds, doubling; each waits a random part of it
ALL, READ = "s until all were back", "database reads"
AIMS = (Aim("p99_ms", 10_000), Aim(READ, 200))
TOLD_AFTER = 11.0  # seconds after which an idle backend of Postgres has told what it has done
RESUME = b'{"frame":"connect","token":"%b","resume":[{"room":"%b","epoch":"%b","seq":%d}]}'
READS = "select xact_commit from pg_stat_database where datname = current_database()"
HEADS = "select stream_id::text as id, version from streams"
Sockets = Annotated[int, Parameter(validator=within(ROOMS, 100_000))]
Seconds = Annotated[float, Parameter(validator=within(0, 60))]


def storm(*, sockets: Sockets = 5_000, settle: Seconds = TOLD_AFTER, options: Options = STANDARD) -> None:
    """Cut all connections, say a hundred messages in each room, and let everybody come back.

    Parameters
    ----------
    sockets
        How many there are, in ten rooms.
    settle
        Seconds before the reads are counted; with less than eleven not all of them are told by then.
    """
    report("storm", _cases(sockets, settle, options), options.json)


async def _cases(count: int, settle: float, options: Options) -> list[Case]:
    async with served() as parley:
        house = await moved_in(parley.url, PEOPLE, ROOMS)
        runs = [await _run(parley, house, count, settle) for _ in range(options.runs)]
        return [figures.case(f"{count:,} come back within {SPREAD:g} s", "caught up/s", runs, aims=AIMS)]


async def _run(parley: Served, house: House, count: int, settle: float) -> Run:
    lines = house.lines(count)
    speaking = [Line(house.tokens[0], room) for room in house.rooms]
    async with working(crowd, parley.url, lines) as ears, working(speakers, parley.url, speaking, 500.0) as mouths:
        await asyncio.gather(ears.hear(), mouths.hear())
        before = await _heads(parley)
        await ears.ask("go")
        await mouths.ask(window(0, ROOMS * MISSED / 500.0))
        await lags.caught_up(parley.db)
        after = await _heads(parley)
        epoch: str = await parley.db.fetchval("select epoch from log")
        meter = parley.meter({ears.pid: "client"})
        await asyncio.sleep(settle)
        quiet = await _reads_in(parley.db, settle) / settle
        reads = await parley.db.fetchval(READS)
        await meter.start()
        began = time.perf_counter()
        took: list[float] = await ears.ask((epoch, {room: (before[room], after[room]) for room in house.rooms}))
        seconds = time.perf_counter() - began
        spent = await meter.stop()
        read = await _reads_in(parley.db, settle, since=reads) - quiet * (seconds + settle)
        print(f"all were caught up after {seconds:.1f} s", flush=True)
        return Run(count, seconds, *percentiles(took), each(spent, count), others={ALL: seconds, READ: read})


async def _heads(parley: Served) -> dict[str, int]:
    return {row["id"]: row["version"] for row in await parley.db.fetch(HEADS)}


async def _reads_in(db: "asyncpg.Connection[asyncpg.Record]", seconds: float, since: int | None = None) -> int:
    """The transactions there were until so many seconds from now, since a count or from now on."""
    before: int = await db.fetchval(READS) if since is None else since
    await asyncio.sleep(seconds)
    after: int = await db.fetchval(READS)
    return after - before


async def crowd(pipe: Pipe, url: str, lines: Sequence[Line]) -> None:
    """Follow, go when the bench says so, and come back with what it says about where everybody was."""
    everybody = await gathered(url, lines)
    pipe.say("ready")
    await pipe.hear()
    for listener in everybody:
        listener.transport.abort()
    pipe.say("gone")
    epoch, missed = await pipe.hear()
    host = everybody[0].host
    coming = [
        asyncio.create_task(_comes_back(url, partial(Returning, line, host, epoch, *missed[line.room])))
        for line in lines
    ]
    back, out = await asyncio.wait(coming, timeout=BACK_WITHIN)
    if out:
        raise Failed(f"{len(out):,} of {len(lines):,} were not caught up after {BACK_WITHIN:g} s")
    pipe.say(sorted(one.result() for one in back))


async def _comes_back(url: str, listener: Callable[[], "Returning"]) -> float:
    """Seconds from somebody's first attempt until they have everything, backing off as a client does."""
    await asyncio.sleep(random.uniform(0, SPREAD))
    began, longest = time.perf_counter(), FIRST_BACK_OFF
    while True:
        with suppress(Failed, OSError):
            one = listener()
            await come(url, one)
            await one.caught_up
            return time.perf_counter() - began
        await asyncio.sleep(random.uniform(0, longest))
        longest = min(longest * 2, LONGEST_BACK_OFF)


class Returning(Listener):
    """Somebody who was somewhere in a room, and is caught up with the last message that came after it."""

    def __init__(self, line: Line, host: str, epoch: str, seq: int, last: int) -> None:
        super().__init__(line, host, deflate=False)
        self._resume = (line.token.encode(), line.room.encode(), epoch.encode(), seq)
        self._last = b'"seq":%d,' % last
        self._tail = b""
        self.caught_up: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_lost(self, error: Exception | None) -> None:
        if self.ready.done() and not self.caught_up.done():
            self.caught_up.set_exception(Failed("the server hung up"))
        super().connection_lost(error)

    def introduce(self) -> None:
        self.say(RESUME % self._resume)

    def follow(self) -> None:
        """That it follows it has said at once."""

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._last in self._tail + data and not self.caught_up.done():
            self.caught_up.set_result(None)
        self._tail = data[-40:]


if __name__ == "__main__":
    cyclopts.run(storm)
