"""A process lives in one epoch of the log: in another one, what it remembers may be of events that are lost."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg
import structlog

from events.log import read
from parley.terminal.explained import reaching_postgres
from runtime import postgres
from runtime.postgres import AWAY, Pool

LOOK_EVERY = 0.5  # seconds; until then Postgres refuses what is appended, and the read side what is asked
log = structlog.get_logger(__name__)


class EpochOver(Exception):
    """The log has another epoch now: this process has to start again."""

    EXIT_CODE = 76


@asynccontextmanager
async def one_epoch(database_url: str, leave: Callable[[], object]) -> AsyncIterator[None]:
    """Call `leave` once the log has another epoch than at the beginning.

    Raises `EpochOver` at the end of the block, and `StartFailed` at its beginning.
    """
    with reaching_postgres():
        pool = await postgres.open_pool(database_url, max_size=1, application_name="parley epoch")
        began = (await read.head(pool)).epoch
    watching = asyncio.create_task(_over(pool, began, leave), name="epoch")
    try:
        yield
        if watching.done():
            raise EpochOver("The log has another epoch now: this process ends, to start again in that one.")
    finally:
        watching.cancel()
        await asyncio.wait([watching])
        await pool.close()


async def _over(pool: Pool, began: str, leave: Callable[[], object]) -> None:
    while True:
        try:
            if (now := await pool.fetchval("select epoch from log")) != began:
                log.warning("epoch_over", epoch=began, now=now)
                leave()
                return
        except (*AWAY, asyncpg.PostgresError):  # a database that is being restored, too, cannot tell yet
            pass
        await asyncio.sleep(LOOK_EVERY)
