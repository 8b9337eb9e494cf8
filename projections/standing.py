"""How the log and all its readers stand, in one look: for metrics."""

from collections.abc import Mapping

from msgspec import Struct

from events.log.db import Db
from events.log.read import HEAD
from projections.core import core
from projections.status import Status, status

PARKED = "select projection, count(*) as keys from parked group by projection"


class Standing(Struct, frozen=True):
    """`head` is the log's last position, `parked` has every projection that parks with how many keys it has parked."""

    head: int
    parked: Mapping[str, int]
    projections: list[Status]


async def standing(db: Db) -> Standing:
    """Three short questions."""
    parked = {projection.name: 0 for projection in core() if projection.parks}
    parked |= {row["projection"]: row["keys"] for row in await db.fetch(PARKED)}
    return Standing(await db.fetchval(HEAD), parked, await status(db))
