"""The log's epochs: its incarnation, those it had before, and a new one."""

from msgspec import Struct

from events.log.db import Db

NOW = """
    select epoch, former, coalesce((select position from events order by position desc limit 1), 0) as head from log
"""
# The log's own lock: what is appended is of the old epoch, or of the new one, and never in between.
LOCK = "select pg_advisory_xact_lock(7165196201)"
NEW = """
    update log set former = former || epoch, epoch = left(replace(gen_random_uuid()::text, '-', ''), 12)
    returning epoch
"""


class Epochs(Struct, frozen=True):
    """The log's epoch, the former ones, and the last position."""

    epoch: str
    former: list[str]
    head: int


async def epochs(db: Db) -> Epochs:
    """As of now."""
    return Epochs(*await db.fetchrow(NOW))


async def begin_epoch(db: Db) -> str:
    """Another epoch from the end of this transaction on; as the owner of the tables."""
    await db.fetch(LOCK)
    epoch: str = await db.fetchval(NEW)
    return epoch
