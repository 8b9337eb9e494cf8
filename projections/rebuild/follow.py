"""Bringing a version of the core read models forward page by page, as the runner does with the live ones."""

from events.keyring import Keyring
from events.log import read
from events.log.progress import Stages
from projections.core import core
from projections.engine import checkpoint
from projections.engine.opening import opened
from projections.engine.page import PAGE, check_contiguous
from projections.engine.parking import Aside, without
from projections.engine.session import SESSION
from projections.rebuild.version import Version, move, position_of
from runtime.postgres import Connection

PARKED = """
    select p.projection, array_agg(p.key) as keys from versions v, jsonb_populate_recordset(null::parked, v.parked) p
    where v.schema = $1 group by p.projection
"""


async def enter(db: Connection, version: Version) -> None:
    """Let the projections' unqualified names mean this version's tables, and set the session as the runner does."""
    await db.execute(SESSION)
    await db.execute(f"set search_path = {version.schema}, public")
    await db.execute("set client_connection_check_interval = '1s'")


async def follow(
    db: Connection, keyring: Keyring, version: Version, up_to: int, progress: Stages | None = None
) -> None:
    """Bring a version forward to a position as the runner would; `db` has entered it. Raises `Poisoned`."""
    position, projections = await position_of(db, version), core()
    aside: Aside = {row["projection"]: frozenset(row["keys"]) for row in await db.fetch(PARKED, version.schema)}
    while position < up_to:
        page = await read.after(db, position, PAGE, up_to)
        check_contiguous(page, position)
        recorded = await opened(version.name, keyring, page)
        async with db.transaction():
            await move(db, version, position, page[-1].position)
            for projection in projections:
                await projection.apply(db, without(aside, projection, recorded))
        position = page[-1].position
        if progress:
            progress("catching up", position, up_to)


async def close_to_live(db: Connection, keyring: Keyring, version: Version, progress: Stages) -> None:
    """Follow until less than a page is missing: the rest is a matter of milliseconds."""
    while (live := await checkpoint.position_of(db, version.name)) - await position_of(db, version) > PAGE // 10:
        await follow(db, keyring, version, live, progress)
