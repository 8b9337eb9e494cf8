"""Retrying a parked key: what was kept from it is applied, page by page, beside the running projection.

Each page is one short transaction that holds the checkpoint's row, so that no runner moves meanwhile and no page counts
twice; after a kill -9 the key is parked from the first page on that is missing.
"""

from collections.abc import Sequence
from uuid import UUID

from events.keyring import Keyring
from events.log import read
from events.log.read import COLUMNS
from events.stored import Recorded, StoredEvent
from projections.engine import parking
from projections.engine.checkpoint import hold
from projections.engine.opening import opened
from projections.engine.page import PAGE
from projections.engine.projection import Projection
from runtime.postgres import Connection

PARKED = """
    select e.position, e.version from parked p join events e using (position)
    where p.checkpoint = $1 and p.projection = $2 and p.key = $3
"""
ADVANCE = """
    update parked set position = $4, type = $5 where checkpoint = $1 and projection = $2 and key = $3
"""
# What somebody said who was erased meanwhile: that their account is gone stands in a stream of its own.
ERASED = f"""
    select {COLUMNS} from events
    where stream_id = any ($1::uuid[]) and type = 'account_erased' and position <= $2 order by position
"""
TRY_AGAIN = "update checkpoints set trouble = null where trouble is not null returning name"


async def retry(db: Connection, keyring: Keyring, checkpoint: str, projection: Projection, key: UUID) -> bool:
    """Apply all that a parked key has missed; False where an event still fails, from which on it is parked again.

    Raises `Poisoned` where this build does not know an event.
    """
    while True:
        async with db.transaction():
            up_to = await hold(db, checkpoint)
            parked = await db.fetchrow(PARKED, checkpoint, projection.name, key)
            if parked is None:
                return True  # somebody else has retried it, or built everything anew
            found = await read.stream(db, key, parked["version"] - 1, PAGE + 1)
            missed = [event for event in found if event.position <= up_to]
            page, following = missed[:PAGE], missed[PAGE:]
            recorded = await opened(projection.name, keyring, page)
            if failure := await parking.first_failure(db, projection, recorded):
                await parking.park(db, checkpoint, projection.name, failure)
                return False
            await projection.apply(db, await _erased(db, keyring, projection, recorded, up_to))
            if not following:
                await parking.release(db, checkpoint, projection.name, key)
                return True
            await db.execute(ADVANCE, checkpoint, projection.name, key, following[0].position, following[0].type)


async def _erased(
    db: Connection, keyring: Keyring, projection: Projection, page: Sequence[Recorded], up_to: int
) -> list[Recorded]:
    """That those who wrote a page are gone, where they are: applied before, when there was nothing of the page yet."""
    authors = list({recorded.actor_id for recorded in page})
    found = [StoredEvent(*row) for row in await db.fetch(ERASED, authors, up_to)]
    return await opened(projection.name, keyring, found)


async def try_again(db: Connection) -> list[str]:
    """Let those that have stopped look once more whether they can go on."""
    return [row["name"] for row in await db.fetch(TRY_AGAIN)]
