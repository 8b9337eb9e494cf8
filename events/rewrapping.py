"""Moves every key under the newest key-encryption key while all goes on, so that older ones can be thrown away."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from msgspec import Struct

from events.keyring import Keyring
from events.log.db import Db
from events.log.progress import Progress

AT_ONCE = 1000  # keys
LOOK_AGAIN = 0.1  # seconds, where somebody else holds what is left

UNDER = """
    select kek_id, count(*) as keys from (
        select kek_id from subject_keys where kek_id is not null union all select kek_id from event_keys) wrapped
    group by kek_id order by kek_id collate "C"
"""
NO_OLDER = "select wrap_with_no_older_than($1)"
SUBJECTS = """
    select kid, null::uuid as event_id, kek_id, wrapped from subject_keys
    where kek_id <> $1 and kid > $2 and $3::uuid is not null order by kid limit $4
"""
EVENTS = """
    select kid, event_id, kek_id, wrapped from event_keys
    where kek_id <> $1 and (kid, event_id) > ($2, $3) order by kid, event_id limit $4
"""
# What others are at is passed over, never waited for: an erasure locks the same rows in an order of its own.
REWRAP = """
    with free as (select kid from subject_keys where kid = any ($2::uuid[]) and kek_id <> $1 for update skip locked)
    update subject_keys k set kek_id = $1, wrapped = n.wrapped
    from unnest($2::uuid[], $3::uuid[], $4::bytea[]) n(kid, event_id, wrapped) join free using (kid)
    where k.kid = n.kid returning true
"""
REWRAP_EVENTS = """
    with free as (
        select kid, event_id from event_keys where (kid, event_id) in (select * from unnest($2::uuid[], $3::uuid[]))
        and kek_id <> $1 for update skip locked)
    update event_keys k set kek_id = $1, wrapped = n.wrapped
    from unnest($2::uuid[], $3::uuid[], $4::bytea[]) n(kid, event_id, wrapped) join free using (kid, event_id)
    where k.kid = n.kid and k.event_id = n.event_id returning true
"""
NOWHERE = UUID(int=0)


class Under(Struct, frozen=True):
    """How many keys, of subjects and of single events, one key-encryption key wraps."""

    kek_id: str
    keys: int


async def under(db: Db) -> list[Under]:
    """What each key-encryption key still wraps, the oldest first."""
    return [Under(*row) for row in await db.fetch(UNDER)]


async def rewrap(db: Db, keyring: Keyring, progress: Progress) -> int:
    """Wrap every key with the keyring's key-encryption key; how many it was. Killed half way, it is simply begun again.

    From the beginning on no process wraps with an older one, so those wrap nothing any more once this has returned.
    Raises what the keyring raises where one of the older ones is missing.
    """
    await db.fetch(NO_OLDER, keyring.current_kek)
    done = 0
    while left := sum(one.keys for one in await under(db) if one.kek_id < keyring.current_kek):
        before = done
        for found, change in ((SUBJECTS, REWRAP), (EVENTS, REWRAP_EVENTS)):
            at = (NOWHERE, NOWHERE)
            while rows := await db.fetch(found, keyring.current_kek, *at, AT_ONCE):
                done += await _rewrap(db, keyring, change, rows)
                at = rows[-1]["kid"], rows[-1]["event_id"] or NOWHERE
                progress(done, before + left)
        if done == before:
            await asyncio.sleep(LOOK_AGAIN)
    return done


async def _rewrap(db: Db, keyring: Keyring, change: str, rows: Sequence[Any]) -> int:
    wrapped = []
    for row in rows:
        about = row["kid"].bytes + (row["event_id"].bytes if row["event_id"] else b"")
        wrapped.append(keyring.wrap(keyring.unwrap(row["kek_id"], row["wrapped"], about), about))
    kids, event_ids = [row["kid"] for row in rows], [row["event_id"] for row in rows]
    return len(await db.fetch(change, keyring.current_kek, kids, event_ids, wrapped))
