"""Where a version of read models is built: the connections that takes, and nobody else at it."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import asyncpg
from msgspec import Struct

from events.keyring import Keyring
from projections.core import NAME
from projections.engine.troubles import Stopped
from runtime import postgres
from runtime.postgres import Connection, Pool

LOCK = "select pg_try_advisory_lock(hashtextextended('parley rebuild ' || $1, 0))"
LET_GO = 3.0  # seconds after which the connection of a killed rebuild is surely gone


class Source(Struct, frozen=True):
    """Where the log is: reached as the application, and as the owner of the tables; and the key-encryption keys."""

    url: str
    owner_url: str
    keks: Mapping[str, bytes]
    current_kek: str


class Site(Struct, frozen=True):
    """What a version is built with: the owner's connection, one that enters the version, one to look with."""

    owner: Connection
    db: Connection
    pool: Pool
    keyring: Keyring


class UnderWay(Stopped):
    """Somebody else is at it."""


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


async def _alone(owner: Connection) -> None:
    """Hold the lock of rebuilds until the connection ends; raises `UnderWay`."""
    deadline = time.monotonic() + LET_GO
    while not await owner.fetchval(LOCK, NAME):
        if time.monotonic() > deadline:
            raise UnderWay(f"a rebuild of {NAME} is under way")
        await asyncio.sleep(0.1)
