"""What stands still forgets what is erased: versions kept beside the live read models, what is parked, and keyrings."""

from uuid import UUID

from events.keyring import Keyring
from events.log.looking import keep_looking
from events.sealing import ERASED
from events.shredding import destroyed_lately
from projections.core import NAME
from projections.engine.troubles import without_values
from runtime.postgres import Pool

LOOK_EVERY = 2.0  # seconds
VERSIONS = "select schema, attempt from versions where name = $1"
NEWEST = """
    select greatest(
        (select position from events where type = 'account_erased' and position > $1 order by position desc limit 1),
        (select position from events where type = 'message_erased' and position > $1 order by position desc limit 1))
"""
# While somebody builds, what they build is theirs: it forgets in its turn. What is left of a killed one does not.
NOBODY_BUILDS = "select pg_try_advisory_xact_lock(hashtextextended('parley rebuild ' || $1, 0))"
# No index is looked for: what a killed rebuild left behind has none.
MESSAGES = """
    update {schema}.messages set body = null, html = null, erased = true
    where (body is not null or not erased) and (
        author_id in (select stream_id from events where type = 'account_erased' and position > $1)
        or (room_id, message_id) in (
            select stream_id, subject_id from events where type = 'message_erased' and position > $1))
"""
PEOPLE = f"""
    update {{schema}}.people set erased = true, username = null, display_name = '{ERASED}'
    where not erased and account_id in (
        select stream_id from events where type = 'account_erased' and position > $1)
"""
# The events of what is parked, erasures among them, wait for a retry; a name or a message must not.
PARKED_NAMES = f"""
    update people set erased = true, username = null, display_name = '{ERASED}'
    where not erased and account_id in (
        select p.key from parked p join events e on e.stream_id = p.key and e.type = 'account_erased'
        where p.projection = 'people')
"""
PARKED_WORDS = """
    update messages m set body = null, html = null, erased = true
    from parked p join events e on e.stream_id = p.key and e.type = 'message_erased'
    where p.projection = 'history' and m.room_id = p.key and m.message_id = e.subject_id
        and (m.body is not null or not m.erased)
"""


class Forgetting:
    """One process's look at what is kept; doing the same twice changes nothing."""

    def __init__(self, pool: Pool, keyring: Keyring) -> None:
        self._pool = pool
        self._keyring = keyring
        self._done: dict[UUID, int] = {}  # up to which position, by the version's attempt

    async def run(self) -> None:
        """Look until cancelled, whatever Postgres does; what is kept may go while we look at it."""
        await keep_looking(self.look, LOOK_EVERY, "not_forgotten", without_values)

    async def look(self) -> None:
        """Have all of it forget who has been erased since it was looked at last."""
        if await destroyed_lately(self._pool):
            self._keyring.forget()
        await self._pool.execute(PARKED_NAMES)
        await self._pool.execute(PARKED_WORDS)
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
