"""Making personal data unreadable for ever: of a person or room, or of one message alone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import msgspec
from msgspec import Struct

from events.codec import Data, kids_of
from events.keyring import Keyring
from events.log.db import Db
from events.sealing import event_secret

SETTLES = 120.0  # seconds
DESTROY = "select destroy_subject_keys($1)"
EVENTS_OF = "select data::text from events where stream_id = $1 and subject_id = $2"
RETIRE = """
    update subject_keys set retired = true, retired_at = clock_timestamp()
    where kid = any ($1::uuid[]) and not retired and destroyed_at is null
"""
# Long after anybody may still seal, or store, with a key that they found before: `keyring.FORGET_AFTER`, a query that
# takes its time and the appender's patience together. What came later would be lost with the key.
IN_USE = """
    select exists (select from subject_keys where kid = any ($1::uuid[]) and destroyed_at is null
        and retired_at > clock_timestamp() - make_interval(secs => $2))
"""
LIVING = "select kid, month, kek_id, wrapped from subject_keys where kid = any ($1::uuid[]) and destroyed_at is null"
# The last position before a moment, halving: times never fall from one position to the next.
BEFORE = """
    with recursive narrowed(low, high) as (
        select 0::bigint, coalesce((select max(position) from events), 0) + 1
        union all
        select case when early then middle else low end, case when early then high else middle end
        from (
            select low, high, middle, (select recorded_at < $1 from events where position = middle) as early
            from (select low, high, (low + high) / 2 as middle from narrowed where high - low > 1) half) halved)
    select low from narrowed order by high - low limit 1
"""
AT_ONCE = 20_000  # events that are looked through
SEALED_WITH = """
    select event_id from events where position > $1 and position <= $2 and data::text like '%' || $3 || '%'
"""
KEEP = "select keep_event_keys($1, $2, $3, $4)"
SHRED = "select shred_events($1, $2, $3)"
# A minute is twice as long as a process that has just asked for a key may take until it holds it.
LATELY = """
    select exists (select from erased_subjects where erased_at > clock_timestamp() - interval '1 minute')
        or exists (select from erased_messages where finished_at > clock_timestamp() - interval '1 minute')
"""


class _Month(Struct, frozen=True):
    """A key that seals others' words besides those that are to go."""

    kid: UUID
    key: bytes
    begins: date


async def destroy_subject(db: Db, subject_id: UUID) -> None:
    """Destroy every key of a person or room, for good: nothing sealed with them can be opened, and no new one is made.

    Other processes forget the keys within `keyring.FORGET_AFTER` seconds, or as they see `destroyed_lately`.
    """
    await db.fetch(DESTROY, subject_id)


async def destroyed_lately(db: Db) -> bool:
    """Whether a process may hold keys that are destroyed: one that reads nothing has no other reason to forget."""
    lately: bool = await db.fetchval(LATELY)
    return lately


async def shred_message(db: Db, keyring: Keyring, room_id: UUID, message_id: UUID) -> bool:
    """Make all that was ever said in an erased message unreadable, and nothing else; False: ask again in some seconds.

    Its `message_erased` must be in the log. From its keys' months on the log is read once for each. Killed half way,
    or done by several at once, it is simply done again.
    """
    rows = await db.fetch(EVENTS_OF, room_id, message_id)
    kids = list(set().union(*(kids_of(Data(msgspec.json.decode(row["data"]))) for row in rows)))
    await db.fetch(RETIRE, kids)
    if await db.fetchval(IN_USE, kids, SETTLES):
        return False
    await keyring.follow_kek()
    for row in await db.fetch(LIVING, kids):
        key = keyring.unwrap(row["kek_id"], row["wrapped"], row["kid"].bytes)
        await _keep_others(db, keyring, _Month(row["kid"], key, row["month"]))
    await db.fetch(SHRED, room_id, message_id, kids)
    keyring.forget()
    return True


async def _keep_others(db: Db, keyring: Keyring, month: _Month) -> None:
    """Leave each event of a month what opens it alone; who shreds takes that of theirs away again."""
    # A day before, because the month is by the clock of who made the key, and the log's times are by that of Postgres.
    position = await db.fetchval(BEFORE, datetime.combine(month.begins, time(), UTC) - timedelta(days=1))
    head: int = await db.fetchval("select max(position) from events")
    while position < head:
        rows = await db.fetch(SEALED_WITH, position, position + AT_ONCE, str(month.kid))
        if rows and not await _keep(db, keyring, month, [row["event_id"] for row in rows]):
            return  # somebody else has been quicker, or has erased the person
        position += AT_ONCE


async def _keep(db: Db, keyring: Keyring, month: _Month, event_ids: Sequence[UUID]) -> bool:
    kid = month.kid
    wrapped = [keyring.wrap(event_secret(month.key, event_id), kid.bytes + event_id.bytes) for event_id in event_ids]
    kept: bool = await db.fetchval(KEEP, kid, event_ids, keyring.current_kek, wrapped)
    return kept
