"""How many events a second the relay brings to JetStream, and how far behind it is while the log grows."""

import asyncio
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import asyncpg
import cyclopts
from cyclopts import Parameter
from msgspec import Struct

from bench import figures, lags, places, seats
from bench.bare_publisher import bare_publisher, no_stream
from bench.callers import Callers
from bench.cpu import Meter, each
from bench.figures import Aim, Case, Run
from bench.options import STANDARD, Events, Folder, Options, within
from bench.projecting import projecting
from bench.repeated import repeated_log
from bench.report import report
from bench.talk import bodies
from bench.window import until, window
from events.log import read
from events.log.log import Log
from parley.embedded.nats_access import Access
from runtime.secrets import load

AIMS = (Aim("rate", 20_000),)
CALLERS = 64
PUBLISHED = 20_000  # events whose messages fit into memory
Load = Annotated[float, Parameter(validator=within(100, 1_000_000))]
BEGINS_WITHIN = 30.0  # seconds
AT = "select coalesce((select position from checkpoints where name = 'relay'), 0)"
# Nothing but the relay is to have work to do.
ONLY_THE_RELAY = """
    insert into checkpoints (name, position)
    select name, case name when 'relay' then 0 else (select coalesce(max(position), 0) from events) end
    from unnest(array['core', 'fanout', 'relay', 'search']) name
    on conflict (name) do update set position = excluded.position, owner = null, beat_at = null
"""


class Where(Struct, frozen=True):
    """What the relay runs on."""

    place: Path
    url: str
    access: Access
    nats: int  # its process id
    db: "asyncpg.Connection[asyncpg.Record]"

    def meter(self, others: dict[int, str]) -> Meter:
        return Meter(self.db, {self.nats: "nats-server"} | others)


def relay(
    *,
    events: Events = 1_000_000,
    load: Load = 5_000,
    data: Folder = None,
    options: Options = STANDARD,
) -> None:
    """Relay a log that is there, then one that grows.

    Parameters
    ----------
    events
        How long the log that is there is: ten days of talk, repeated into more and more rooms.
    load
        How many events a second the growing log takes.
    data
        Keep the log in this folder, for the next run.
    """
    report("relay", _cases(events, load, data, options), options.json)


async def _cases(events: int, load: float, data: Path | None, options: Options) -> list[Case]:
    with places.folder() as bus:
        async with repeated_log(data, events) as log, places.nats(bus) as (access, pid):
            where = Where(log.place, log.url, access, pid, log.db)
            runs = [await _run(where, options) for _ in range(options.runs)]
            some = await read.after(log.db, 0, PUBLISHED)
            bare = await bare_publisher(access.url("relay"), some, options.seconds, where.meter({os.getpid(): "bare"}))
            limit = figures.limit("by a bare publisher", bare)
            whole = figures.case("a log that is there", "events/s", runs, limit, AIMS)
            return [whole, await _growing(where, load, options)]


async def _run(where: Where, options: Options) -> Run:
    """From the end of the warm-up on; a log that is relayed to its end sooner ends the run."""
    await no_stream(where.access.url("relay"))
    await where.db.execute(ONLY_THE_RELAY)
    head = (await read.head(where.db)).position
    async with projecting(where.place, where.url, where.access) as pid:
        meter = where.meter({pid: "projections"})
        await _past(where.db, 1, BEGINS_WITHIN)
        await until(time.perf_counter() + options.warm_up)
        await meter.start()
        began, before = time.perf_counter(), await where.db.fetchval(AT)
        await _past(where.db, head, options.seconds)
        seconds, count = time.perf_counter() - began, await where.db.fetchval(AT) - before
        assert count > 0, "the log was relayed before the measurement began, or the relay stands still"
        return Run(count, seconds, cpu_us=each(await meter.stop(), count))


async def _past(db: "asyncpg.Connection[asyncpg.Record]", position: int, patience: float) -> None:
    """Wait until the relay has come so far, but no longer than that."""
    deadline = time.perf_counter() + patience
    while await db.fetchval(AT) < position and time.perf_counter() < deadline:
        await until(min(deadline, time.perf_counter() + 0.02))


async def _growing(where: Where, a_second: float, options: Options) -> Case:
    """A new log on the same servers."""
    await no_stream(where.access.url("relay"))
    url = await places.new_database(where.place / "postgres", "growing")
    db = await asyncpg.connect(url)
    async with (
        seats.opened(url, load(where.place / "secrets")) as log,
        projecting(where.place, url, where.access) as pid,
    ):
        meter = Meter(db, {where.nats: "nats-server", pid: "projections", os.getpid(): "callers"})
        people = await seats.seats(log)
        await _past(db, 1, BEGINS_WITHIN)
        runs = [await _loaded(log, people, db, meter, a_second, options) for _ in range(options.runs)]
    await db.close()
    name = f"a log that grows by {a_second:,.0f} a second"
    return figures.case(name, "appends/s", runs, flat=lags.all_flat(runs))


async def _loaded(
    log: Log,
    people: Sequence[seats.Seat],
    db: "asyncpg.Connection[asyncpg.Record]",
    meter: Meter,
    a_second: float,
    options: Options,
) -> Run:
    measured = Callers(window(options.warm_up, options.seconds), a_second)
    calling = asyncio.create_task(measured.run(log, people, bodies(), CALLERS))
    await until(measured.window.begin)
    await meter.start()
    seen = await lags.watch(db, measured.window)
    await calling
    spent = await meter.stop()
    await lags.caught_up(db)
    return measured.result(each(spent, len(measured.took)), seen)


if __name__ == "__main__":
    cyclopts.run(relay)
