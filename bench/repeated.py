"""A real log of any length: ten days of talk, imported, then copied with other ids into more and more rooms."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from multiprocessing import get_context
from pathlib import Path

import asyncpg
from msgspec import Struct
from rich.progress import Progress

from bench import places
from bench.copies import Copy, copies
from bench.copying import copy_all, originals
from bench.talk import FILES
from events.keyring import Keyring
from events.log import read
from parley.embedded.postgres import DATABASE, address
from parley.importing.from_terminal import transcripts_of
from parley.importing.persistent import import_all
from runtime.new_secrets import load_or_create
from runtime.postgres import open_pool
from runtime.secrets import Secrets, load
from runtime.settings import Settings

ROOM = "ubuntu"
MARK = ".events"  # of the file that says how many a kept folder has
SMALL = 5_000  # events of a log that is made of one day alone
AT_ONCE = 4  # copies that one process makes in one go
# What appends would have left beside the events.
BESIDE = (
    "insert into streams select stream_id, max(version) from events where position > $1 group by 1"
    " on conflict (stream_id) do update set version = excluded.version",
    "insert into touched select stream_id, key, max(version) from events, unnest(touches) key where position > $1"
    " group by 1, 2 on conflict (stream_id, key) do update set version = excluded.version",
    "insert into commands select actor_id, command_id, '', (array_agg(stream_id order by position))[1], max(version),"
    " min(position), max(position) from events where position > $1 group by 1, 2",
)


class Repeated(Struct, frozen=True):
    """Where such a log is, and a connection to look with."""

    place: Path
    url: str
    db: "asyncpg.Connection[asyncpg.Record]"


@asynccontextmanager
async def repeated_log(kept: Path | None, events: int) -> AsyncIterator[Repeated]:
    """A log with so many events; what an earlier run has left in a folder where it is kept is taken as it is."""
    with places.folder(kept, f"corpus-{events}") as place:
        mark = place / f"{events}{MARK}"
        async with places.postgres(place) as server:
            url = address(server)
            if not mark.exists():
                await places.new_database(server, DATABASE)
                load_or_create(place / "secrets", log_has_events=False)
                await _fill(place, url, events)
                mark.touch()
            db = await asyncpg.connect(url)
            try:
                yield Repeated(place, url, db)
            finally:
                await db.close()


async def _fill(place: Path, url: str, events: int) -> None:
    """Bring the empty log at `url`, whose keys lie in `place`, to so many events."""
    settings = Settings(data_dir=place, database_url=url)
    secrets = load(settings.secrets_folder)
    files = FILES[: max(1, events // SMALL)]
    await import_all(settings, ROOM, "", transcripts_of(files), lambda file, line: None)
    pool = await open_pool(url, max_size=2)
    try:
        count = (await read.head(pool)).position
        log = await originals(pool, Keyring(pool, secrets.keks, secrets.current_kek), count)
    finally:
        await pool.close()
    await _copied(url, secrets, count, copies(log, events))
    await _completed(url, count)


async def _copied(url: str, secrets: Secrets, count: int, wanted: Sequence[Copy]) -> None:
    loop = asyncio.get_running_loop()
    groups = [wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)]
    processes = ProcessPoolExecutor(len(os.sched_getaffinity(0)), get_context("spawn"))
    with processes, Progress(transient=True) as bar:
        copying = bar.add_task("Repeating ten days of talk", total=len(groups))
        for done in asyncio.as_completed(
            [loop.run_in_executor(processes, copy_all, url, secrets, count, group) for group in groups]
        ):
            await done
            bar.advance(copying)


async def _completed(url: str, count: int) -> None:
    db = await asyncpg.connect(url)
    try:
        for statement in BESIDE:
            await db.execute(statement, count)
        await db.execute("vacuum (analyze)")
        await db.execute("checkpoint")
    finally:
        await db.close()
