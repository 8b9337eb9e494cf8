"""What stands beside the live read models forgets whom they forget: nobody else writes it until it is gone back to."""

import asyncio
from uuid import UUID

import asyncpg
import structlog

from events.sealing import ERASED
from projections.core import NAME
from projections.engine.troubles import passes
from runtime.postgres import Pool

LOOK_EVERY = 2.0  # seconds
VERSIONS = "select schema, attempt from versions where name = $1"
NEWEST = """
    select position from events where type = 'account_erased' and position > $1 order by position desc limit 1
"""
# While somebody builds, what they build is theirs: it forgets in its turn. What is left of a killed one does not.
NOBODY_BUILDS = "select pg_try_advisory_xact_lock(hashtextextended('parley rebuild ' || $1, 0))"
# No index is looked for: what a killed rebuild left behind has none.
MESSAGES = """
    update {schema}.messages set body = null, html = null, erased = true
    where (body is not null or not erased) and author_id in (
        select stream_id from events where type = 'account_erased' and position > $1)
"""
PEOPLE = f"""
    update {{schema}}.people set erased = true, username = null, display_name = '{ERASED}'
    where not erased and account_id in (
        select stream_id from events where type = 'account_erased' and position > $1)
"""
log = structlog.get_logger(__name__)


class Forgetting:
    """One process's look at what is kept; doing the same twice changes nothing."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._done: dict[UUID, int] = {}  # up to which position, by the version's attempt

    async def run(self) -> None:
        """Look until cancelled; Postgres may be away, and what is kept may go while we look at it."""
        while True:
            try:
                await self.look()
            except Exception as error:
                if not passes(error) and not isinstance(error, asyncpg.UndefinedTableError):
                    raise
                log.warning("kept_versions_unseen", error=repr(error))
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """Have every version forget who has been erased since it was looked at last."""
        for row in await self._pool.fetch(VERSIONS, NAME):
            done = self._done.get(row["attempt"], 0)
            newest = await self._pool.fetchval(NEWEST, done)
            if newest and await self._forgotten(row["schema"], done):
                self._done[row["attempt"]] = newest

    async def _forgotten(self, schema: str, since: int) -> bool:
        async with self._pool.acquire() as db, db.transaction():
            if not await db.fetchval(NOBODY_BUILDS, NAME) and schema.endswith("_next"):
                return False
            await db.execute(MESSAGES.format(schema=schema), since)
            await db.execute(PEOPLE.format(schema=schema), since)
            return True
