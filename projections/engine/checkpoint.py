"""How far a projection has come, moved only by its owner and only from where it stood."""

from uuid import UUID

from events.log.db import Db
from projections.engine.troubles import OwnershipLost

HOLD = "select position from checkpoints where name = $1 for update"
MOVE = """
    update checkpoints set position = $4, trouble = null
    where name = $1 and owner = $2 and position = $3 returning parked
"""
PUT = "update checkpoints set position = $3, trouble = null where name = $1 and owner = $2 returning true"


async def position_of(db: Db, name: str) -> int:
    """The last position a projection has applied; 0 before the first."""
    return await db.fetchval("select position from checkpoints where name = $1", name) or 0


async def hold(db: Db, name: str) -> int:
    """Let nobody move it until this transaction ends; where it stands."""
    position: int = await db.fetchval(HOLD, name)
    return position


async def move(db: Db, name: str, owner: UUID, before: int, after: int) -> int:
    """Compare and set; how many keys are parked. Raises `OwnershipLost` when no row moves."""
    parked: int | None = await db.fetchval(MOVE, name, owner, before, after)
    if parked is None:
        raise OwnershipLost(f"{name} is no longer at {before} under this owner")
    return parked


async def put(db: Db, name: str, owner: UUID, position: int) -> None:
    """Write down where something else proves to stand; raises `OwnershipLost` for anybody but the owner."""
    if not await db.fetchval(PUT, name, owner, position):
        raise OwnershipLost(f"somebody else runs {name}")
