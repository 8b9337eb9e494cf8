"""Where every projection stands, for operators in any process: position, lag, owner, heartbeat, trouble."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from events.log.db import Db
from events.log.read import HEAD
from projections.engine.ownership import STALE

STATUS = f"""
    with head as ({HEAD})
    select c.name, c.position, head.position - c.position as lag, c.owner, c.beat_at,
        c.owner is not null and coalesce(c.beat_at > clock_timestamp() - interval '{STALE}', false) as alive, c.trouble,
        c.parked, coalesce((select extract(epoch from clock_timestamp() - e.recorded_at)::float8
            from events e where e.position = c.position + 1), 0) as lag_seconds
    from checkpoints c, head order by c.name
"""


class Status(Struct, frozen=True):
    """One projection; `lag` is in events, `alive` that its owner's heart beats, `trouble` why it has stopped.

    `parked` keys are those of which some events could not be applied, `lag_seconds` says how long the first event that
    waits has stood in the log.
    """

    name: str
    position: int
    lag: int
    owner: UUID | None
    beat_at: datetime | None
    alive: bool
    trouble: str | None
    parked: int
    lag_seconds: float

    @property
    def running(self) -> bool:
        return self.alive and self.trouble is None

    @property
    def healthy(self) -> bool:
        return self.running and not self.parked


async def status(db: Db) -> list[Status]:
    """Every projection that has ever run on this database."""
    return [Status(*row) for row in await db.fetch(STATUS)]
