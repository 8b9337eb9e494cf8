"""How many events a second the log takes, and how long each waits, on an empty log and on a grown one."""

import asyncio
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import asyncpg
import cyclopts
from cyclopts import Parameter

from bench import figures, places, seats
from bench.bare_insert import bare_insert, batch_size
from bench.callers import Callers
from bench.cpu import Meter, each
from bench.figures import Aim, Case, Run
from bench.grown import grown_log
from bench.options import STANDARD, Folder, Options, Several, within
from bench.report import report
from bench.talk import bodies
from bench.window import window
from events.log.log import Log
from parley.garbage import settle
from runtime.new_secrets import load_or_create
from runtime.secrets import Secrets

AIMED_AT = 64
AIMS = (Aim("rate", 20_000), Aim("p50_ms", 4))


def _worth_measuring(hint: Any, grown: int) -> None:
    if grown:
        within(3_000, 100_000_000)(hint, grown)  # in a shorter log nobody sits in the rooms


def append(
    *,
    callers: Several = (1, 16, 64, 512),
    grown: Annotated[int, Parameter(validator=_worth_measuring)] = 0,
    data: Folder = None,
    options: Options = STANDARD,
) -> None:
    """Append through the appender: sealing, hashing and checks in.

    Parameters
    ----------
    callers
        How many speak at once; one case each.
    grown
        Measure a second time on a log of so many events; 0 leaves that out.
    data
        Keep the grown log in this folder, for the next run.
    """
    report("append", _cases(callers, grown, data, options), options.json)


async def _cases(callers: Iterable[int], grown: int, data: Path | None, options: Options) -> list[Case]:
    with places.folder(data, "append") as place:
        async with places.postgres(place) as server:
            secrets = load_or_create(place / "secrets", log_has_events=False)
            url = await places.new_database(server, "empty")
            cases = await _on(url, "empty log", secrets, callers, options)
            if grown:
                cases += await _on(await grown_log(server, grown), f"{grown:,} events", secrets, callers, options)
            return cases


async def _on(url: str, name: str, secrets: Secrets, callers: Iterable[int], options: Options) -> list[Case]:
    db = await asyncpg.connect(url)
    meter = Meter(db, {os.getpid(): "api (appender and callers)"})
    try:
        async with seats.opened(url, secrets) as log:
            people = await seats.seats(log)
            settle()
            return [await _case(url, log, people, db, meter, name, count, options) for count in callers]
    finally:
        await db.close()


async def _case(
    url: str,
    log: Log,
    people: list[seats.Seat],
    db: "asyncpg.Connection[asyncpg.Record]",
    meter: Meter,
    name: str,
    callers: int,
    options: Options,
) -> Case:
    before = (await log.head()).position
    runs = [await _run(log, people, meter, callers, options) for _ in range(options.runs)]
    size = await batch_size(db, before)
    bare = figures.limit(f"insert × {size}", await bare_insert(url, size, options.seconds, meter))
    aims = AIMS if callers == AIMED_AT else ()
    return figures.case(f"{name}, {callers} callers", "events/s", runs, bare, aims)


async def _run(log: Log, people: list[seats.Seat], meter: Meter, callers: int, options: Options) -> Run:
    measured = Callers(window(options.warm_up, options.seconds))
    calling = asyncio.create_task(measured.run(log, people, bodies(), callers))
    spent = await meter.during(measured.window)
    await calling
    return measured.result(each(spent, len(measured.took)))


if __name__ == "__main__":
    cyclopts.run(append)
