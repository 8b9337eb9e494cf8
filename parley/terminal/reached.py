"""How a command reaches the database of a Parley that may be running."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from parley.database import with_database
from runtime import postgres
from runtime.postgres import Pool
from runtime.settings import Settings


@asynccontextmanager
async def asking(settings: Settings) -> AsyncIterator[tuple[Settings, Pool]]:
    """The settings with the database's address, and two connections to it."""
    async with with_database(settings, create=False) as reached:
        assert reached.database_url
        pool = await postgres.open_pool(reached.database_url, max_size=2)
        try:
            yield reached, pool
        finally:
            await pool.close()
