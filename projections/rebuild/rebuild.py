"""`rebuild`: the core read models made anew beside the live ones, compared with them, and put in their place."""

import time
from uuid import uuid4

from msgspec import Struct

from events.log.progress import Stages
from projections.compare import Compared, compare, erased_since
from projections.core import NAME, TABLES
from projections.rebuild import tables
from projections.rebuild.build import build
from projections.rebuild.follow import close_to_live, enter, follow
from projections.rebuild.load import EACH
from projections.rebuild.site import Site, Source, site
from projections.rebuild.switch import held, switch
from projections.rebuild.version import BEGIN, NEXT, Version
from runtime import postgres


class Built(Struct, frozen=True):
    """What a rebuild has made: how many events went into it in how long, and how it compares with the live tables."""

    events: int
    seconds: float
    position: int
    tables: tuple[Compared, ...]
    switched_at: int | None  # a position; None where the tables differ and nothing was switched

    @property
    def equal(self) -> bool:
        return all(table.equal for table in self.tables)


async def rebuild(source: Source, progress: Stages, *, switch_anyway: bool = False, each: int = EACH) -> Built:
    """Build everything anew beside the live tables, compare, and switch; raises `Stopped`.

    Where the two differ nothing is switched unless `switch_anyway`: both stay, to be looked at. `each` many events are
    loaded at a time.
    """
    async with site(source) as at:
        version = await _begun(at)
        began = time.monotonic()
        events = await build(at, source, version, progress, each)
        seconds = time.monotonic() - began
        await close_to_live(at.db, at.keyring, version, progress)
        progress("comparing", events, events)
        position, compared = await _compared(at, version, source)
        switched_at = None
        if switch_anyway or all(table.equal for table in compared):
            await close_to_live(at.db, at.keyring, version, progress)
            switched_at = await switch(at.owner, at.db, at.keyring, version)
        return Built(events, seconds, position, compared, switched_at)


async def _begun(at: Site) -> Version:
    """A version with empty tables, which the site's connection has entered."""
    version = Version(NAME, NEXT, uuid4())
    async with at.owner.transaction():
        await at.owner.execute(BEGIN, NEXT, NAME, version.attempt)
        await tables.make(at.owner, NEXT, TABLES)
    await enter(at.db, version)
    return version


async def _compared(at: Site, version: Version, source: Source) -> tuple[int, tuple[Compared, ...]]:
    """Both versions in one snapshot, taken while the live one stands still for as long as the last events take."""
    db = await postgres.connect(source.url, application_name="parley rebuild")
    try:
        async with db.transaction(isolation="repeatable_read", readonly=True):
            async with held(at.owner, NAME) as position:
                await follow(at.db, at.keyring, version, position)
                await db.fetchval("select 1")  # the snapshot is taken here
            unsettled = await erased_since(at.pool, position)
            return position, tuple([await compare(db, table, version.schema, unsettled) for table in TABLES])
    finally:
        db.terminate()
