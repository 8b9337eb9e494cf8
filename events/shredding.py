"""Making personal data unreadable for ever: a person or room, or one event alone."""

from uuid import UUID

import msgspec

from events.codec import Data, kids_of
from events.keyring import Keyring
from events.log.db import Db
from events.sealing import event_secret

DESTROY = "select destroy_subject_keys($1)"
RETIRE = "update subject_keys set retired = true where subject_id = $1 and not retired and destroyed_at is null"
"""The next event of this subject is sealed with a new key; the old one still opens what it sealed."""
SHRED_ONE = "delete from event_keys where event_id = $1"
"""For an event whose month is already kept event by event."""
KEEP = """
    insert into event_keys (kid, event_id, kek_id, wrapped)
    select $1, * from unnest($2::uuid[], $3::text[], $4::bytea[]) on conflict do nothing
"""
DESTROY_ONE = """
    update subject_keys set wrapped = null, kek_id = null, destroyed_at = clock_timestamp() where kid = $1
"""
SEALED_WITH = "select event_id from events where data::text like '%' || $1::text || '%' and event_id <> $2"
LIVING = (
    "select kid, kek_id, wrapped from subject_keys where kid = any ($1::uuid[]) and destroyed_at is null for update"
)


async def destroy_subject(db: Db, subject_id: UUID) -> None:
    """Destroy every key of a person or room, for good: nothing sealed with them can be opened, and no new one is made.

    Other processes forget the keys within `keyring.FORGET_AFTER` seconds.
    """
    await db.fetch(DESTROY, subject_id)


async def retire_key(db: Db, subject_id: UUID) -> None:
    """Seal with a new key from now on; what is sealed stays readable."""
    await db.fetch(RETIRE, subject_id)


async def shred_event(db: Db, keyring: Keyring, event_id: UUID) -> None:
    """Make one event unreadable, keeping the month's other events: reads the log once, inside one transaction."""
    data = await db.fetchval("select data::text from events where event_id = $1", event_id)
    kids = kids_of(Data(msgspec.json.decode(data))) if data else set()
    for row in await db.fetch(LIVING, list(kids)):
        kid: UUID = row["kid"]
        key = keyring.unwrap(row["kek_id"], row["wrapped"], kid.bytes)
        kept = [found["event_id"] for found in await db.fetch(SEALED_WITH, str(kid), event_id)]
        wrapped = [keyring.wrap(event_secret(key, kept_id), kid.bytes + kept_id.bytes) for kept_id in kept]
        await db.fetch(KEEP, kid, kept, [keyring.current_kek] * len(kept), wrapped)
        await db.fetch(DESTROY_ONE, kid)
    await db.fetch(SHRED_ONE, event_id)
    keyring.forget()
