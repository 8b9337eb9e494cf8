"""Proves the core read models: builds them anew beside the live ones, and compares by content."""

from collections.abc import Iterator
from itertools import repeat
from uuid import UUID

from msgspec import Struct

from events.keyring import Keyring
from events.log import read
from events.log.progress import Progress
from projections.compare import Compared, compare, erased_since
from projections.core import NAME, TABLES, core
from projections.engine.checkpoint import position_of
from projections.engine.opening import opened
from projections.engine.ownership import Connect
from projections.engine.page import PAGE, check_contiguous
from projections.rebuild.switch import GATE
from projections.scratch import SCHEMA, scratch_tables
from runtime.postgres import Connection


class Verified(Struct, frozen=True):
    """The live tables against the log up to their checkpoint."""

    position: int
    tables: tuple[Compared, ...]

    @property
    def equal(self) -> bool:
        return all(table.equal for table in self.tables)


async def verify(
    connect: Connect,
    keyring: Keyring,
    progress: Progress | None = None,
    cuts: Iterator[int] | None = None,
) -> Verified:
    """Rebuild and compare inside one snapshot; nothing live is touched. `cuts` are the sizes of the pages."""
    async with scratch_tables(connect) as db, db.transaction(isolation="repeatable_read"):
        await db.execute(f"lock table {GATE} in access share mode")
        position = await position_of(db, NAME)
        await _rebuild(db, keyring, position, cuts or repeat(PAGE), progress)
        unsettled = await _erased_since(connect, position)
        return Verified(position, tuple([await compare(db, table, SCHEMA, unsettled) for table in TABLES]))


async def _erased_since(connect: Connect, position: int) -> list[UUID]:
    """Asked on a connection of its own: our snapshot knows nothing of who was erased meanwhile."""
    db = await connect()
    try:
        return await erased_since(db, position)
    finally:
        db.terminate()


async def _rebuild(
    db: Connection, keyring: Keyring, up_to: int, cuts: Iterator[int], progress: Progress | None
) -> None:
    position, projections = 0, core()
    while position < up_to:
        page = await read.after(db, position, next(cuts), up_to)
        check_contiguous(page, position)
        recorded = await opened(NAME, keyring, page)
        for projection in projections:
            await projection.apply(db, recorded)
        position = page[-1].position
        if progress:
            progress(position, up_to)
