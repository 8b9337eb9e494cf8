"""Reading the log: by position, by stream, by the keys an event touches and the subject it is about."""

from collections.abc import Collection
from uuid import UUID

from msgspec import Struct

from events.log.db import Db
from events.log.write import Outcome, Verdict
from events.stored import StoredEvent

CHANNEL = "parley_events"  # every append notifies it of the position it came to
COLUMNS = ", ".join(StoredEvent.__struct_fields__)

HEAD = "select coalesce((select position from events order by position desc limit 1), 0) as position"
AFTER = f"select {COLUMNS} from events where position > $1 and position <= $2 order by position limit $3"
STREAM = f"select {COLUMNS} from events where stream_id = $1 and version > $2 order by version limit $3"
LAST = f"select {COLUMNS} from events where stream_id = $1 order by version desc limit 1"
NEWEST = f"""
    select found.* from unnest($2::text[]) as asked (type) cross join lateral (
        select {COLUMNS} from events where stream_id = $1 and subject_id = $1 and type = asked.type
        order by version desc limit 1) found
    order by found.version
"""
# An event touches its stream or its subject, nothing else, so two indexes find all that touches a key.
TOUCHING = f"""
    select {COLUMNS} from events
    where $1 = any ($2::uuid[]) and stream_id = $1 and version > $3 and stream_id = any (touches)
    union all
    select {COLUMNS} from events
    where stream_id = $1 and version > $3 and subject_id = any ($4::uuid[])
        and not ($1 = any ($2::uuid[]) and stream_id = any (touches))
    order by version
"""
KNOWN = """
    select fingerprint, version, last_position from commands where actor_id = $1 and command_id = $2
"""


class Head(Struct, frozen=True):
    """Where the log ends: its incarnation and its last position."""

    epoch: str
    position: int


async def head(db: Db) -> Head:
    """The log's end as of now."""
    row = await db.fetchrow(f"select epoch, ({HEAD}) as position from log")
    return Head(row["epoch"], row["position"])


async def after(db: Db, position: int, limit: int, up_to: int = 2**63 - 1) -> list[StoredEvent]:
    """The next events of the whole log, in order."""
    return [StoredEvent(*row) for row in await db.fetch(AFTER, position, up_to, limit)]


async def stream(db: Db, stream_id: UUID, version: int = 0, limit: int = 1000) -> list[StoredEvent]:
    """The next events of one stream, in order."""
    return [StoredEvent(*row) for row in await db.fetch(STREAM, stream_id, version, limit)]


async def last(db: Db, stream_id: UUID) -> StoredEvent | None:
    """A stream's last event; None when there is none."""
    row = await db.fetchrow(LAST, stream_id)
    return StoredEvent(*row) if row else None


async def newest(db: Db, stream_id: UUID, types: Collection[str]) -> list[StoredEvent]:
    """Of each of these types the last event that is about a stream itself, as far as there are any."""
    return [StoredEvent(*row) for row in await db.fetch(NEWEST, stream_id, list(types))]


async def stream_version(db: Db, stream_id: UUID) -> int:
    """The version of a stream's last event; 0 when there is none."""
    return await db.fetchval("select version from streams where stream_id = $1", stream_id) or 0


async def touching(
    db: Db, stream_id: UUID, keys: Collection[UUID], subjects: Collection[UUID] = (), version: int = 0
) -> list[StoredEvent]:
    """The events of one stream, after a version, that touch one of the keys or are about a subject.

    What is about the stream itself and touches nothing, such as its names, comes only where that is a subject.
    """
    wanted = {*keys, *subjects}
    about = wanted if stream_id in subjects else wanted - {stream_id}
    return [StoredEvent(*row) for row in await db.fetch(TOUCHING, stream_id, list(wanted), version, list(about))]


async def known(db: Db, actor_id: UUID, command_id: UUID, fingerprint: bytes) -> Outcome | None:
    """What became of a command that was accepted before; None when there was none."""
    row = await db.fetchrow(KNOWN, actor_id, command_id)
    if row is None:
        return None
    verdict = Verdict.DUPLICATE if row["fingerprint"] == fingerprint else Verdict.REUSED
    return Outcome(verdict, row["last_position"], row["version"])
