"""Another version becomes the live one in one transaction, at the position that both have; the live one is kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from events.keyring import Keyring
from projections.core import TABLES
from projections.engine import checkpoint
from projections.engine.ownership import REGISTER
from projections.engine.troubles import Stopped
from projections.rebuild.follow import follow
from projections.rebuild.version import Version
from runtime.postgres import Connection

# Whoever reads several tables locks this one before its snapshot, or it would see the new tables as of the old time.
GATE = "rooms"
# Readers wait behind us while we wait. Now and then longer: autovacuum gives way to whoever has waited for a second.
PATIENCE, LONG_PATIENCE, LONG_EVERY = "200ms", "1500ms", 10
TRIES, PAUSE = 600, 1.0  # seconds
# A process that freezes meanwhile lets go of the checkpoint.
AT_MOST = "set local idle_in_transaction_session_timeout = '10s'"

AWAY = "alter table public.{table} set schema {name}_going"
HERE = "alter table {schema}.{table} set schema public"
OUT = "create schema {name}_going"
KEEP = """
    drop schema {schema};
    drop schema if exists {name}_previous cascade;
    alter schema {name}_going rename to {name}_previous;
    grant usage on schema {name}_previous to parley_app
"""
# What is parked belongs to the tables it is missing in.
LIVE = "delete from versions where name = $1 returning schema = $2 as live, parked"
KEPT = """
    with went as (delete from parked where checkpoint = $1 returning *)
    insert into versions (schema, name, attempt, position, parked)
    select $2, $1, gen_random_uuid(), $3, (select coalesce(jsonb_agg(went), '[]') from went)
"""
PARK = "insert into parked select * from jsonb_populate_recordset(null::parked, $1::jsonb)"
COUNT = "update checkpoints set parked = jsonb_array_length($2::jsonb) where name = $1"


class InUse(Stopped):
    """Somebody reads the tables all the time."""


@asynccontextmanager
async def held(owner: Connection, name: str, patience: str = LONG_PATIENCE) -> AsyncIterator[int]:
    """One transaction in which nobody else moves the checkpoint; where that stands."""
    await owner.execute(REGISTER, name)
    async with owner.transaction():
        await owner.execute(AT_MOST)
        await owner.execute(f"set local lock_timeout = '{patience}'")
        yield await checkpoint.hold(owner, name)


async def switch(owner: Connection, db: Connection, keyring: Keyring, version: Version) -> int:
    """Let a version take the place of the live one, as soon as nobody reads; the position. Raises `InUse`."""
    for number in range(1, TRIES):
        patience = PATIENCE if number % LONG_EVERY else LONG_PATIENCE
        try:
            async with held(owner, version.name, patience) as position:
                await follow(db, keyring, version, position)
                await _swap(owner, version)
                await _remember(owner, version, position)
                return position
        except asyncpg.LockNotAvailableError:
            await asyncio.sleep(PAUSE)
    raise InUse(f"the tables of {version.name} are being read all the time (a backup?), so nothing was switched")


async def _swap(owner: Connection, version: Version) -> None:
    name, schema = version.name, version.schema
    await owner.execute(f"lock table {GATE} in access exclusive mode")
    await owner.execute(OUT.format(name=name))
    for table in TABLES:
        await owner.execute(AWAY.format(name=name, table=table))
        await owner.execute(HERE.format(schema=schema, table=table))
    await owner.execute(KEEP.format(name=name, schema=schema))


async def _remember(owner: Connection, version: Version, position: int) -> None:
    name = version.name
    gone = await owner.fetch(LIVE, name, version.schema)
    [parked] = [row["parked"] for row in gone if row["live"]]
    await owner.execute(KEPT, name, f"{name}_previous", position)
    await owner.execute(PARK, parked)
    await owner.execute(COUNT, name, parked)
