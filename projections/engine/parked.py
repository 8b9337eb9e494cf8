"""What is parked, for operators in any process."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from events.log.db import Db

PARKED = """
    select checkpoint, projection, key, position, type, cause, place, parked_at
    from parked where $1::uuid is null or key = $1 order by parked_at, projection, key
"""


class Parked(Struct, frozen=True):
    """A key of a projection: its first event that is missing there, why it failed, and where in our code."""

    checkpoint: str
    projection: str
    key: UUID
    position: int
    type: str
    cause: str
    place: str
    since: datetime


async def parked(db: Db, key: UUID | None = None) -> list[Parked]:
    """What has been parked for longest comes first; of one key at most a row a projection."""
    return [Parked(*row) for row in await db.fetch(PARKED, key)]
