"""A log with millions of events, laid down by Postgres itself: every row and key as an append would leave it."""

import asyncio
import os
from pathlib import Path

import asyncpg
from rich.progress import Progress

from bench import places
from parley.embedded.postgres import DATABASE, address

ROOMS, IN_A_ROOM = 2_000, 20
AT_ONCE = 100_000
# Position p is the next word in room p % ROOMS: first the rooms are made, then people come, then they talk.
# The sealed body has the size of a real one; nobody opens it here.
EVENTS = f"""
    with numbered as (
        select p as position, p % {ROOMS} as room, ((p - 1) / {ROOMS})::int + 1 as version,
            md5('room ' || p % {ROOMS})::uuid as stream_id
        from generate_series($1::bigint, $2::bigint) p
    ), said as (
        select n.*, uuidv7() as event_id, case when version > 1 + {IN_A_ROOM} then uuidv7() end as message_id,
            md5('person ' || room || ' ' || case when version > 1 + {IN_A_ROOM} then version % {IN_A_ROOM}
                else greatest(version - 2, 0) end)::uuid as actor_id,
            timestamptz '2026-01-01' + position * interval '1 ms' as at
        from numbered n
    ), event as (
        select position, stream_id, version, 'room' as category,
            case when version = 1 then 'room_created' when message_id is null then 'member_joined'
                else 'message_sent' end as type,
            1::smallint as schema_version, event_id,
            case when version = 1 then stream_id else coalesce(message_id, actor_id) end as subject_id,
            case when version = 1 then array[stream_id] when message_id is null then array[actor_id]
                else '{{}}' end as touches,
            actor_id, null::uuid as initiator_id, coalesce(message_id, event_id) as command_id,
            at as occurred_at, at as recorded_at,
            case when version = 1 then '{{"name":"","visibility":"public","history":"all","topic":""}}'
                when message_id is null then format('{{"account_id":"%s","role":"member"}}', actor_id)
                else format('{{"message_id":"%s","body":{{"v":1,"kid":"%s","nonce":"%s","ct":"%s","commit":"%s"}},'
                    '"mentions":[],"reply_to":null}}', message_id, actor_id, left(md5(message_id::text), 16),
                    repeat(md5(message_id::text), 3), left(repeat(md5(event_id::text), 2), 43)) end as data,
            format('{{"session":"%s"}}', actor_id) as metadata
        from said
    ), stored as (
        insert into events
        select position, stream_id, version, category, type, schema_version, event_id, subject_id, touches, actor_id,
            initiator_id, command_id, occurred_at, recorded_at, data::json, metadata::json, 1,
            leaf_hash(position, stream_id, version, category, type, schema_version, event_id, subject_id, touches,
                actor_id, initiator_id, command_id, occurred_at, recorded_at, data, metadata)
        from event order by position
        returning *
    )
    insert into commands
    select actor_id, command_id, sha256(uuid_send(command_id)), stream_id, version, position, position from stored
"""
BESIDE = (
    "insert into streams select stream_id, max(version) from events group by 1",
    "insert into touched select stream_id, key, max(version) from events, unnest(touches) key"
    " where touches <> '{}' group by 1, 2",
)
# An index over random keys is made from all rows at once many times faster than row by row.
INDEXES = """
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as off,
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as on
    from pg_constraint where conrelid in ('events'::regclass, 'commands'::regclass) and contype in ('p', 'u')
    union all
    select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    from pg_index where indrelid in ('events'::regclass, 'commands'::regclass)
        and not exists (select from pg_constraint where conindid = indexrelid)
"""
QUICKLY = {"synchronous_commit": "off", "work_mem": "256MB", "maintenance_work_mem": "512MB"}


async def grown_log(server: Path, events: int) -> str:
    """The address of a database with so many events; one that an earlier run has left is taken as it is."""
    name, unfinished = f"grown_{events}", f"growing_{events}"
    db = await asyncpg.connect(address(server, DATABASE))
    try:
        if not await db.fetchval("select true from pg_database where datname = $1", name):
            await _fill(await places.new_database(server, unfinished), events)
            await db.execute(f"alter database {unfinished} rename to {name}")
    finally:
        await db.close()
    return address(server, name)


async def _fill(url: str, events: int) -> None:
    db = await asyncpg.connect(url, server_settings=QUICKLY)
    try:
        indexes = await db.fetch(INDEXES)
        for index in indexes:
            await db.execute(index["off"])
        await _laid_down(url, events)
        for statement in (*(index["on"] for index in indexes), *BESIDE, "vacuum (analyze)", "checkpoint"):
            await db.execute(statement)
    finally:
        await db.close()


async def _laid_down(url: str, events: int) -> None:
    starts = iter(range(1, events + 1, AT_ONCE))
    with Progress(transient=True) as bar:
        growing = bar.add_task("Growing a log", total=events)

        async def lay_down() -> None:
            db = await asyncpg.connect(url, server_settings=QUICKLY)
            for first in starts:
                await db.execute(EVENTS, first, min(first + AT_ONCE - 1, events))
                bar.advance(growing, AT_ONCE)
            await db.close()

        await asyncio.gather(*(lay_down() for _ in range(len(os.sched_getaffinity(0)))))
