"""What an import works with: the write side as a server has it, with an appender that keeps the lines' order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from msgspec import Struct

from command.writer import Writer
from events.keyring import Keyring
from events.log import read
from events.log.append import session
from events.log.log import Log
from parley.importing.in_order import InOrder
from runtime.postgres import APPLICATION_ROLE, Pool, open_pool
from runtime.secrets import Secrets


class Opened(Struct, frozen=True):
    """Everything on one database; good until its first failure to append."""

    pool: Pool
    keyring: Keyring
    appender: InOrder
    writer: Writer
    claim_key: bytes


@asynccontextmanager
async def opened(database_url: str, secrets: Secrets) -> AsyncIterator[Opened]:
    """Connect; raises what asyncpg raises where Postgres cannot be reached."""
    pool = await open_pool(database_url, max_size=8, application_name="parley import")
    epoch = (await read.head(pool)).epoch

    async def connect() -> "asyncpg.Connection[asyncpg.Record]":
        settings = session(epoch) | {"role": APPLICATION_ROLE, "application_name": "parley import"}
        return await asyncpg.connect(database_url, server_settings=settings)

    keyring = Keyring(pool, secrets.keks, secrets.current_kek)
    appender = InOrder(connect)
    try:
        writer = Writer(Log(pool, appender, keyring), secrets.claim_key)
        yield Opened(pool, keyring, appender, writer, secrets.claim_key)
    finally:
        await appender.close()
        try:
            await asyncio.wait_for(pool.close(), 5)
        except TimeoutError:
            pool.terminate()
