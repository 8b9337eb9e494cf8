"""Whether a projection, or read models kept beside the live ones, had come further than the log goes now."""

from events.log.db import Db
from events.log.leaves import Misfit, cut
from events.log.read import HEAD

# One statement, and so one moment: whoever moves a checkpoint has seen the event there.
BEYOND = f"""
    with head as ({HEAD})
    select head.position as head, known.* from head, (
        select 'the projection ' || name as whose, position from checkpoints
        union all select 'the kept version ' || schema, position from versions
    ) known
    where known.position > head.position order by known.position desc, whose limit 1
"""


async def beyond(db: Db) -> Misfit | None:
    """The first event that is missing at the log's end, told by whoever had come furthest."""
    row = await db.fetchrow(BEYOND)
    return cut(row["head"], f"{row['whose']} has come to {row['position']}") if row else None
