"""How a command reaches the database of a Parley that may be running, and what it says where it cannot be asked."""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import asyncpg

from parley.database import with_database
from projections.engine.troubles import Stopped
from runtime import postgres
from runtime.postgres import AWAY, Pool
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


@contextmanager
def said() -> Iterator[None]:
    """Turn a database that is away or too old, and an event that this build cannot read, into a sentence and a 1."""
    try:
        yield
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError) as error:
        _leave(f"The database is not up to date ({error}): run `parley migrate`.")
    except (*AWAY, asyncpg.PostgresError) as error:
        _leave(f"Postgres cannot be asked: {str(error) or type(error).__name__}.")
    except Stopped as error:
        _leave(str(error))


def _leave(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(1)
