"""What `ready` tells of many accounts, read as one snapshot of the read models."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from events.cursor import Position
from events.wire import RoomState
from query.view import CHECKPOINT, snapshot
from runtime.postgres import Pool

ROOMS = """
    select m.account_id, r.room_id, r.head, m.role from members m join rooms r using (room_id)
    where m.account_id = any ($1::uuid[]) and not r.archived order by r.room_id
"""


class Standing(Struct, frozen=True):
    """One account's rooms as they are at a position."""

    rooms: tuple[RoomState, ...]
    position: Position


async def standings(pool: Pool, epoch: str, accounts: Sequence[UUID]) -> Mapping[UUID, Standing]:
    """Every account's."""
    rooms: dict[UUID, list[RoomState]] = defaultdict(list)
    async with snapshot(pool, CHECKPOINT, epoch, accounts[0]) as view:
        for row in await view.db.fetch(ROOMS, accounts):
            rooms[row["account_id"]].append(RoomState(room=row["room_id"], head=row["head"], role=row["role"]))
    return {account: Standing(tuple(rooms[account]), view.position) for account in accounts}
