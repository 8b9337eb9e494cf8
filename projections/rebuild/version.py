"""A version of read models beside the live one: where it stands, and how it is brought forward page by page."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from msgspec import Struct

from events.keyring import Keyring
from events.log import read
from events.log.db import Db
from events.stored import Recorded
from projections.engine.opening import opened
from projections.engine.page import PAGE, check_contiguous
from projections.engine.parking import Aside, without
from projections.engine.projection import Projection
from projections.engine.session import SESSION
from projections.engine.troubles import OwnershipLost
from runtime.postgres import Connection

Progress = Callable[[str, int, int], Any]  # what is being done, and how many of how many events are

BEGIN = """
    insert into versions (schema, name, attempt, position) values ($1, $2, $3, 0)
    on conflict (schema) do update set attempt = excluded.attempt, position = 0, parked = '[]'
"""
OURS = "select true from versions where schema = $1 and attempt = $2 for share"
MOVE = "update versions set position = $4 where schema = $1 and attempt = $2 and position = $3 returning true"
PARKED = """
    select p.projection, array_agg(p.key) as keys from versions v, jsonb_populate_recordset(null::parked, v.parked) p
    where v.schema = $1 group by p.projection
"""


class Version(Struct, frozen=True):
    """The tables of `name` in a schema of their own; `attempt` says whose they are."""

    name: str
    schema: str
    attempt: UUID


async def find(db: Db, name: str, schema: str) -> Version | None:
    """The version in this schema, if there is one."""
    attempt = await db.fetchval("select attempt from versions where schema = $1", schema)
    return Version(name, schema, attempt) if attempt else None


async def position_of(db: Db, version: Version) -> int:
    """The last position its rows include."""
    position: int = await db.fetchval("select position from versions where schema = $1", version.schema)
    return position


async def enter(db: Connection, version: Version) -> None:
    """Let the projections' unqualified names mean this version's tables, and set the session as the runner does."""
    await db.execute(SESSION)
    await db.execute(f"set search_path = {version.schema}, public")
    await db.execute("set client_connection_check_interval = '1s'")


async def ours(db: Connection, version: Version) -> None:
    """Hold the version as it is until this transaction ends; raises `OwnershipLost` for a successor's."""
    if not await db.fetchval(OURS, version.schema, version.attempt):
        raise OwnershipLost(f"somebody else builds {version.name} now")


async def move(db: Connection, version: Version, before: int, after: int) -> None:
    """Compare and set; raises `OwnershipLost` when no row moves."""
    if not await db.fetchval(MOVE, version.schema, version.attempt, before, after):
        raise OwnershipLost(f"somebody else builds {version.name} now")


async def follow(
    db: Connection,
    keyring: Keyring,
    version: Version,
    projections: Sequence[Projection],
    up_to: int,
    progress: Progress | None = None,
) -> None:
    """Bring a version forward to a position as the runner would; `db` has entered it. Raises `Poisoned`."""
    position = await position_of(db, version)
    aside: Aside = {row["projection"]: frozenset(row["keys"]) for row in await db.fetch(PARKED, version.schema)}
    while position < up_to:
        page = await read.after(db, position, PAGE, up_to)
        check_contiguous(page, position)
        recorded = await opened(version.name, keyring, page)
        async with db.transaction():
            await move(db, version, position, page[-1].position)
            await apply(db, projections, recorded, aside)
        position = page[-1].position
        if progress:
            progress("catching up", position, up_to)


async def apply(
    db: Connection, projections: Sequence[Projection], batch: Sequence[Recorded], aside: Aside | None = None
) -> None:
    for projection in projections:
        await projection.apply(db, without(aside or {}, projection, batch))
