"""Parking: a stream that a projection could not apply is set aside, so that everything else goes on.

Nothing later of a parked key reaches that projection until it is retried: what is kept of the key stands as it was
before the event that failed. Which keys are parked changes only under the lock of the checkpoint's row.
"""

from collections.abc import Mapping, Sequence
from traceback import extract_tb
from uuid import UUID

import asyncpg
from msgspec import Struct

from events.log.db import Db
from events.registry import wire_name
from events.stored import Recorded
from projections.engine.projection import Projection
from projections.engine.troubles import passes, without_values
from runtime.postgres import Connection

Aside = Mapping[str, frozenset[UUID]]  # the parked keys of each projection

NOTHING: Aside = {}
KEYS = "select projection, array_agg(key) as keys from parked where checkpoint = $1 group by projection"
PARK = """
    insert into parked (checkpoint, projection, key, position, type, cause, place) values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (checkpoint, projection, key) do update set position = excluded.position, type = excluded.type,
        cause = excluded.cause, place = excluded.place
"""
RELEASE = "delete from parked where checkpoint = $1 and projection = $2 and key = $3"
COUNT = "update checkpoints set parked = (select count(*) from parked where checkpoint = $1) where name = $1"


class Failure(Struct, frozen=True):
    """The first event of a batch that a projection cannot apply, and why."""

    recorded: Recorded
    error: Exception


async def aside(db: Db, checkpoint: str) -> Aside:
    """What is parked; asked in a later statement than the one that locked the checkpoint, or it may be out of date."""
    return {row["projection"]: frozenset(row["keys"]) for row in await db.fetch(KEYS, checkpoint)}


def without(parked: Aside, projection: Projection, batch: Sequence[Recorded]) -> Sequence[Recorded]:
    """The events of a batch that a projection is to apply."""
    keys = parked.get(projection.name)
    return [recorded for recorded in batch if recorded.stream_id not in keys] if keys else batch


def parks(projection: Projection, failure: Failure) -> bool:
    """Whether only this key is concerned: a table that is missing or closed to us is not the event's fault."""
    fault = isinstance(failure.error, asyncpg.SyntaxOrAccessError)
    return projection.parks == failure.recorded.event.CATEGORY and not fault


async def first_failure(db: Connection, projection: Projection, batch: Sequence[Recorded]) -> Failure | None:
    """Apply a batch as far as its first event that cannot be applied, which is found by halving."""
    if not batch:
        return None
    try:
        async with db.transaction():
            await projection.apply(db, batch)
    except Exception as error:
        if passes(error):
            raise
        if len(batch) == 1:
            return Failure(batch[0], error)
    else:
        return None
    middle = len(batch) // 2
    return await first_failure(db, projection, batch[:middle]) or await first_failure(db, projection, batch[middle:])


async def park(db: Connection, checkpoint: str, projection: str, failure: Failure) -> None:
    """Set a key aside from the event on that failed; inside the transaction that holds the checkpoint's row."""
    key, type_, cause = failure.recorded.stream_id, wire_name(failure.recorded.event), without_values(failure.error)
    place = "\n".join(f"{at.filename}:{at.lineno} in {at.name}" for at in extract_tb(failure.error.__traceback__))
    await db.execute(PARK, checkpoint, projection, key, failure.recorded.position, type_, cause, place)
    await db.execute(COUNT, checkpoint)


async def release(db: Connection, checkpoint: str, projection: str, key: UUID) -> None:
    """Nothing of this key is missing any more; inside the transaction that holds the checkpoint's row."""
    await db.execute(RELEASE, checkpoint, projection, key)
    await db.execute(COUNT, checkpoint)
