"""How many events a second are checked against their leaf hashes."""

import os
import time
from functools import partial
from hashlib import sha256
from pathlib import Path

import asyncpg
import cyclopts

from bench import figures
from bench.cpu import Meter, each
from bench.figures import Aim, Case, Run
from bench.options import STANDARD, Events, Folder, Options
from bench.repeated import repeated_log
from bench.report import report
from events.leaf import leaf_bytes
from events.log import read
from events.log.verify import verify_log
from runtime.postgres import connect

AIMS = (Aim("rate", 200_000),)
HASHED = 200_000  # events whose bytes fit into memory


def verify(*, events: Events = 1_000_000, data: Folder = None, options: Options = STANDARD) -> None:
    """Verify the whole log as `parley log verify` does, with all that stands beside the events.

    Parameters
    ----------
    events
        How long the log is: ten days of talk, repeated into more and more rooms.
    data
        Keep the log in this folder, for the next run.
    """
    report("verify", _cases(events, data, options), options.json)


async def _cases(events: int, data: Path | None, options: Options) -> list[Case]:
    async with repeated_log(data, events) as log:
        meter = Meter(log.db, {os.getpid(): "verify"})
        runs = [await _run(log.url, meter) for _ in range(options.runs)]
        limit = figures.limit("SHA-256 on one core", await _hashed(log.db, meter))
        return [figures.case(f"{events:,} events", "events/s", runs, limit, AIMS)]


async def _run(url: str, meter: Meter) -> Run:
    await meter.start()
    began = time.perf_counter()
    found = await verify_log(partial(connect, url))
    seconds = time.perf_counter() - began
    assert found.fits, found
    return Run(found.checked, seconds, cpu_us=each(await meter.stop(), found.checked))


async def _hashed(db: "asyncpg.Connection[asyncpg.Record]", meter: Meter) -> Run:
    """The same bytes, hashed in a loop and no more."""
    leaves = [leaf_bytes(event) for event in await read.after(db, 0, HASHED)]
    await meter.start()
    began = time.perf_counter()
    for leaf in leaves:
        sha256(leaf).digest()
    seconds = time.perf_counter() - began
    return Run(len(leaves), seconds, cpu_us=each(await meter.stop(), len(leaves)))


if __name__ == "__main__":
    cyclopts.run(verify)
