"""Who runs a projection: one owner at a time, by an advisory lock, and by a heartbeat where a lock is held in vain.

Every owner holds a lock named after itself, which ends with its connection: whoever can take that lock knows that the
owner is dead, and follows at once. A frozen owner keeps its lock; once its heart has not beaten for a while somebody
else writes itself into the checkpoint, whose compare-and-set then refuses whatever the frozen one still wants to write.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from uuid import UUID, uuid4

from msgspec import Struct

from projections.engine.tasks import end
from projections.engine.troubles import OwnershipLost
from runtime.postgres import Connection

Connect = Callable[[], Awaitable[Connection]]

HEARTBEAT = 2.0  # seconds
RETRY = 1.0
STALE = "6 seconds"  # three beats missed; whoever was only slow loses its ownership and nothing else
PATIENCE = 30.0  # for one answer: a network that swallows everything must not keep a successor waiting for ever
REGISTER = "insert into checkpoints (name, position) values ($1, 0) on conflict do nothing"
LOCK = "select pg_try_advisory_lock(hashtextextended('parley owner ' || $1::uuid, 0))"
SEEN = f"""
    select owner, coalesce(beat_at < clock_timestamp() - interval '{STALE}', true) as cold
    from checkpoints where name = $1
"""
CLAIM = """
    update checkpoints set owner = $2, beat_at = clock_timestamp()
    where name = $1 and owner is not distinct from $3 returning true
"""
BEAT = "update checkpoints set beat_at = clock_timestamp() where name = $1 and owner = $2 returning true"
LEAVE = "update checkpoints set owner = null, beat_at = null where name = $1 and owner = $2"


class Term(Struct, frozen=True):
    """One owner's time with one projection."""

    name: str
    owner: UUID


@asynccontextmanager
async def owning(name: str, connect: Connect) -> AsyncIterator[tuple[Term, asyncio.Task[None]]]:
    """Wait until the projection is ours; the task beats its heart and ends with `OwnershipLost`."""
    db = await connect()
    term = Term(name, uuid4())
    try:
        await db.execute(REGISTER, name, timeout=PATIENCE)
        await db.execute(LOCK, term.owner, timeout=PATIENCE)
        while not await _claimed(db, term):
            await asyncio.sleep(RETRY)
        heart = asyncio.create_task(_beat(db, term), name=f"heart of {name}")
        try:
            yield term, heart
        finally:
            await end(heart)
            await _leave(db, term)
    finally:
        db.terminate()


async def _claimed(db: Connection, term: Term) -> bool:
    seen = await db.fetchrow(SEEN, term.name, timeout=PATIENCE)
    assert seen is not None
    free = seen["owner"] is None or seen["cold"] or await db.fetchval(LOCK, seen["owner"], timeout=PATIENCE)
    return bool(free and await db.fetchval(CLAIM, term.name, term.owner, seen["owner"], timeout=PATIENCE))


async def _beat(db: Connection, term: Term) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT)
        if not await db.fetchval(BEAT, term.name, term.owner, timeout=HEARTBEAT * 4):
            raise OwnershipLost(f"somebody else runs {term.name}")


async def _leave(db: Connection, term: Term) -> None:
    """Let a successor begin at once; without this it still begins when our connection is gone."""
    with suppress(Exception):
        await db.execute(LEAVE, term.name, term.owner, timeout=HEARTBEAT)
