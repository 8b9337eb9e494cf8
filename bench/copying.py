"""Copies originals into the log, sealed anew: what is sealed is bound to its event and opens nowhere else."""

from collections.abc import Sequence
from datetime import timedelta

import uvloop
from msgspec.structs import astuple, replace

from bench.copies import Copy, Ids, Original, copied
from events.codec import encode, subjects_of
from events.keyring import Keyring
from events.leaf import FORMAT, leaf_hash
from events.log import read
from events.log.db import Db
from events.stored import Draft, StoredEvent
from runtime.postgres import Pool, open_pool
from runtime.secrets import Secrets

TABLE = "events"


def copy_all(url: str, secrets: Secrets, count: int, wanted: Sequence[Copy]) -> None:
    """Make some of the copies of the log's first `count` events; for a process of its own."""
    uvloop.run(_copy_all(url, secrets, count, wanted))


async def originals(db: Db, keyring: Keyring, count: int) -> list[Original]:
    """The first events of the log, opened."""
    rows = await read.after(db, 0, count)
    opened = await keyring.open(rows)
    return [Original(row, recorded.event) for row, recorded in zip(rows, opened, strict=True)]


async def _copy_all(url: str, secrets: Secrets, count: int, wanted: Sequence[Copy]) -> None:
    pool = await open_pool(url, role=None)
    try:
        keyring = Keyring(pool, secrets.keks, secrets.current_kek)
        log = await originals(pool, keyring, count)
        for copy in wanted:
            await _copy(pool, keyring, log, copy)
    finally:
        await pool.close()


async def _copy(pool: Pool, keyring: Keyring, log: Sequence[Original], copy: Copy) -> None:
    ids, some = Ids(log, copy), copied(log, copy)
    drafts = [Draft(ids.of(each.row.stream_id), ids.within(each.event)) for each in some]
    actors = [ids.of(each.row.actor_id) for each in some]
    pairs = zip(drafts, actors, strict=True)
    keys = await keyring.for_sealing({subject for draft, actor in pairs for subject in subjects_of([draft], actor)})
    # Recorded right after the log's end, a microsecond apart, so that time and position go together.
    last = log[-1].row.recorded_at
    rows = []
    for number, (each, draft, actor) in enumerate(zip(some, drafts, actors, strict=True)):
        position = copy.first + number
        encoded = encode(draft, actor, ids.of(each.row.event_id), keys)
        row = replace(
            each.row,
            position=position,
            stream_id=encoded.stream_id,
            event_id=encoded.event_id,
            subject_id=encoded.subject_id,
            touches=list(encoded.keys),
            actor_id=actor,
            initiator_id=ids.optional(each.row.initiator_id),
            command_id=ids.of(each.row.command_id),
            recorded_at=last + timedelta(microseconds=position - len(log)),
            data=encoded.data,
            leaf_format=FORMAT,
        )
        rows.append(astuple(replace(row, leaf_hash=leaf_hash(row))))
    async with pool.acquire() as db:
        await db.copy_records_to_table(TABLE, records=rows, columns=StoredEvent.__struct_fields__)
