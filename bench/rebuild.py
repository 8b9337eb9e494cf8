"""How many events a second become read models again, of a real log of a million events."""

import os
import time
from pathlib import Path

import asyncpg
import cyclopts

from bench import figures
from bench.cpu import Meter, each
from bench.figures import Aim, Case, Run
from bench.options import STANDARD, Events, Folder, Options
from bench.repeated import repeated_log
from bench.report import report
from events.log.read import COLUMNS
from projections.rebuild.rebuild import Built, rebuild
from projections.rebuild.site import Source
from runtime.secrets import load

AIMS = (Aim("rate", 60_000),)
# What the live read models know already decides how far they are rebuilt.
AT_THE_HEAD = """
    insert into checkpoints (name, position) select 'core', max(position) from events
    on conflict (name) do update set position = excluded.position
"""
ROWS = f"select {COLUMNS} from events order by position"
AT_ONCE = 2000


def measure(*, events: Events = 1_000_000, data: Folder = None, options: Options = STANDARD) -> None:
    """Rebuild all core read models beside the live ones, compare and switch; the rate is that of building.

    Parameters
    ----------
    events
        How long the log is: ten days of talk, repeated into more and more rooms.
    data
        Keep the log in this folder, for the next run.
    """
    report("rebuild", _cases(events, data, options), options.json)


async def _cases(events: int, data: Path | None, options: Options) -> list[Case]:
    async with repeated_log(data, events) as log:
        secrets = load(log.place / "secrets")
        source = Source(log.url, log.url, secrets.keks, secrets.current_kek)
        meter = Meter(log.db, {os.getpid(): "rebuild"})
        await log.db.execute(AT_THE_HEAD)
        await _rebuilt(source, switch_anyway=True)  # so that there is something live to compare with
        runs = [await _run(source, meter) for _ in range(options.runs)]
        limit = figures.limit("rows read by one cursor", await _cursor(log.url, meter))
        return [figures.case(f"{events:,} events", "events/s", runs, limit, AIMS)]


async def _run(source: Source, meter: Meter) -> Run:
    await meter.start()
    built = await _rebuilt(source)
    spent = await meter.stop()
    assert built.equal, "what was rebuilt is not what is live"
    return Run(built.events, built.seconds, cpu_us=each(spent, built.events))


async def _rebuilt(source: Source, *, switch_anyway: bool = False) -> Built:
    return await rebuild(source, lambda what, done, of: None, switch_anyway=switch_anyway)


async def _cursor(url: str, meter: Meter) -> Run:
    """The rows, read and no more, on a connection of its own."""
    db = await asyncpg.connect(url, server_settings={"application_name": "cursor"})
    try:
        async with db.transaction():
            cursor, count, began = await db.cursor(ROWS), 0, time.perf_counter()
            await meter.start()
            while rows := await cursor.fetch(AT_ONCE):
                count += len(rows)
            return Run(count, time.perf_counter() - began, cpu_us=each(await meter.stop(), count))
    finally:
        await db.close()


if __name__ == "__main__":
    cyclopts.run(measure)
