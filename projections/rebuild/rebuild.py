"""`rebuild`, `rollback` and `discard`: read models made anew beside the live ones, and what is kept of old ones."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
from msgspec import Struct

from events.keyring import Keyring
from projections.compare import Compared, compare, erased_since
from projections.core import NAME, core
from projections.engine import checkpoint
from projections.engine.page import PAGE
from projections.engine.troubles import Stopped
from projections.rebuild import tables
from projections.rebuild.changes import change
from projections.rebuild.load import EACH, load
from projections.rebuild.pipe import Task
from projections.rebuild.switch import held, switch
from projections.rebuild.version import BEGIN, Progress, Version, enter, find, follow, move, position_of
from runtime import postgres
from runtime.postgres import Connection, Pool

NEXT, PREVIOUS = f"{NAME}_next", f"{NAME}_previous"
TABLES = [table for projection in core() for table in projection.tables]
LOADED_BARE = "messages"  # by far the most rows: their indexes are made once they are all there
LOCK = "select pg_try_advisory_lock(hashtextextended('parley rebuild ' || $1, 0))"
LET_GO = 3.0  # seconds after which the connection of a killed rebuild is surely gone


class Source(Struct, frozen=True):
    """Where the log is: reached as the application, and as the owner of the tables; and the key-encryption keys."""

    url: str
    owner_url: str
    keks: Mapping[str, bytes]
    current_kek: str


class Built(Struct, frozen=True):
    """What a rebuild has made: how many events went into it in how long, and how it compares with the live tables."""

    events: int
    seconds: float
    position: int
    tables: tuple[Compared, ...]
    switched_at: int | None  # a position; None where the tables differ and nothing was switched

    @property
    def equal(self) -> bool:
        return all(table.equal for table in self.tables)


class UnderWay(Stopped):
    """Somebody else is at it."""


class NothingKept(Stopped):
    """There is no version to go back to."""


class Site(Struct, frozen=True):
    """What a version is built with: the owner's connection, one that enters the version, one to look with."""

    owner: Connection
    db: Connection
    pool: Pool
    keyring: Keyring


@asynccontextmanager
async def site(source: Source) -> AsyncIterator[Site]:
    """Everything open, and nobody else at it; raises `UnderWay`."""
    owner = await asyncpg.connect(source.owner_url, server_settings={"application_name": "parley rebuild"})
    pool = await postgres.open_pool(source.url, max_size=3, application_name="parley rebuild")
    db = await postgres.connect(source.url, application_name="parley rebuild")
    try:
        await owner.execute("set client_connection_check_interval = '1s'; set maintenance_work_mem = '256MB'")
        await _alone(owner)
        yield Site(owner, db, pool, Keyring(pool, source.keks, source.current_kek))
    finally:
        db.terminate()
        pool.terminate()
        owner.terminate()


async def rebuild(source: Source, progress: Progress, *, switch_anyway: bool = False, each: int = EACH) -> Built:
    """Build everything anew beside the live tables, compare, and switch; raises `Stopped`.

    Where the two differ nothing is switched unless `switch_anyway`: both stay, to be looked at. `each` many events are
    loaded at a time.
    """
    async with site(source) as at:
        version = Version(NAME, NEXT, uuid4())
        async with at.owner.transaction():
            await at.owner.execute(BEGIN, NEXT, NAME, version.attempt)
            await tables.make(at.owner, NEXT, TABLES)
        await enter(at.db, version)
        began = time.monotonic()
        events = await build(at, source, version, progress, each)
        seconds = time.monotonic() - began
        await _close_to_live(at, version, progress)
        progress("comparing", events, events)
        position, compared = await _compared(at, version, source)
        switched_at = None
        if switch_anyway or all(table.equal for table in compared):
            await _close_to_live(at, version, progress)
            switched_at = await switch(at.owner, at.db, at.keyring, version, core())
        return Built(events, seconds, position, compared, switched_at)


async def build(at: Site, source: Source, version: Version, progress: Progress, each: int = EACH) -> int:
    """Bring empty tables to where the live ones stand now; how many events that were."""
    up_to = await checkpoint.position_of(at.pool, NAME)
    for table in TABLES:
        if table != LOADED_BARE:
            await tables.index(at.owner, NEXT, table)
    task = Task(source.url, dict(source.keks), source.current_kek, NAME, NEXT, version.attempt)
    await load(at.db, at.pool, version, task, up_to, each, progress)
    progress("indexing", up_to, up_to)
    await tables.index(at.owner, NEXT, LOADED_BARE)
    await change(at.db, at.keyring, version, up_to, progress)
    await move(at.db, version, 0, up_to)
    await at.owner.execute("analyze " + ", ".join(f"{NEXT}.{table}" for table in TABLES))
    return up_to


async def rollback(source: Source, progress: Progress) -> int:
    """Bring what was kept of the last switch to the live position and switch back; that position. Raises `Stopped`."""
    async with site(source) as at:
        version = await find(at.pool, NAME, PREVIOUS)
        if version is None:
            raise NothingKept(f"nothing is kept of {NAME} that one could go back to")
        if not await tables.same_shape(at.owner, PREVIOUS, TABLES):
            raise NothingKept(f"what is kept of {NAME} has other columns than this version of Parley needs")
        await enter(at.db, version)
        await _close_to_live(at, version, progress)
        return await switch(at.owner, at.db, at.keyring, version, core())


async def discard(source: Source) -> bool:
    """Throw away all but the live tables; whether there was anything."""
    async with site(source) as at, at.owner.transaction():
        for schema in (NEXT, PREVIOUS):
            await at.owner.execute(f"drop schema if exists {schema} cascade")
        return bool(await at.owner.fetch("delete from versions where name = $1 returning true", NAME))


async def _alone(owner: Connection) -> None:
    """Hold the lock of rebuilds until the connection ends; raises `UnderWay`."""
    deadline = time.monotonic() + LET_GO
    while not await owner.fetchval(LOCK, NAME):
        if time.monotonic() > deadline:
            raise UnderWay(f"a rebuild of {NAME} is under way")
        await asyncio.sleep(0.1)


async def _close_to_live(at: Site, version: Version, progress: Progress) -> None:
    """Follow until less than a page is missing: the rest is a matter of milliseconds."""
    while (live := await checkpoint.position_of(at.pool, NAME)) - await position_of(at.db, version) > PAGE // 10:
        await follow(at.db, at.keyring, version, core(), live, progress)


async def _compared(at: Site, version: Version, source: Source) -> tuple[int, tuple[Compared, ...]]:
    """Both versions in one snapshot, taken while the live one stands still for as long as the last events take."""
    db = await postgres.connect(source.url, application_name="parley rebuild")
    try:
        async with db.transaction(isolation="repeatable_read", readonly=True):
            async with held(at.owner, NAME) as position:
                await follow(at.db, at.keyring, version, core(), position)
                await db.fetchval("select 1")  # the snapshot is taken here
            unsettled = await erased_since(at.pool, position)
            return position, tuple([await compare(db, table, version.schema, unsettled) for table in TABLES])
    finally:
        db.terminate()
