"""`rollback` and `discard`: going back to the read models that a switch has kept, and throwing them away."""

from events.log.progress import Stages
from projections.core import NAME, TABLES
from projections.engine.troubles import Stopped
from projections.rebuild import tables
from projections.rebuild.follow import close_to_live, enter
from projections.rebuild.site import Source, site
from projections.rebuild.switch import switch
from projections.rebuild.version import NEXT, PREVIOUS, find


class NothingKept(Stopped):
    """There is no version to go back to."""


async def rollback(source: Source, progress: Stages) -> int:
    """Bring what was kept of the last switch to the live position and switch back; that position. Raises `Stopped`."""
    async with site(source) as at:
        version = await find(at.pool, NAME, PREVIOUS)
        if version is None:
            raise NothingKept(f"nothing is kept of {NAME} that one could go back to")
        if not await tables.same_shape(at.owner, PREVIOUS, TABLES):
            raise NothingKept(f"what is kept of {NAME} has other columns than this version of Parley needs")
        await enter(at.db, version)
        await close_to_live(at.db, at.keyring, version, progress)
        return await switch(at.owner, at.db, at.keyring, version)


async def discard(source: Source) -> bool:
    """Throw away all but the live tables; whether there was anything."""
    async with site(source) as at, at.owner.transaction():
        for schema in (NEXT, PREVIOUS):
            await at.owner.execute(f"drop schema if exists {schema} cascade")
        return bool(await at.owner.fetch("delete from versions where name = $1 returning true", NAME))
