"""Empty tables of a version brought to where the live ones stand: loaded in bulk, indexed, then changed in order."""

from events.log.progress import Stages
from projections.core import NAME, TABLES
from projections.engine import checkpoint
from projections.rebuild import tables
from projections.rebuild.changes import change
from projections.rebuild.load import load
from projections.rebuild.pipe import Task
from projections.rebuild.site import Site, Source
from projections.rebuild.version import Version, move

LOADED_BARE = "messages"  # by far the most rows: their indexes are made once they are all there


async def build(at: Site, source: Source, version: Version, progress: Stages, each: int) -> int:
    """Bring empty tables to where the live ones stand now, `each` many events at a time; how many events that were."""
    schema, up_to = version.schema, await checkpoint.position_of(at.pool, NAME)
    for table in TABLES:
        if table != LOADED_BARE:
            await tables.index(at.owner, schema, table)
    task = Task(source.url, dict(source.keks), source.current_kek, NAME, schema, version.attempt)
    await load(at.db, at.pool, version, task, up_to, each, progress)
    progress("indexing", up_to, up_to)
    await tables.index(at.owner, schema, LOADED_BARE)
    await change(at.db, at.keyring, version, up_to, progress)
    await move(at.db, version, 0, up_to)
    await at.owner.execute("analyze " + ", ".join(f"{schema}.{table}" for table in TABLES))
    return up_to
