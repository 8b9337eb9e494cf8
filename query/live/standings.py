"""What `ready` tells of many accounts, read as one snapshot of the read models."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from events.cursor import Position
from events.wire import RoomState
from query.live.lately import Lately
from query.unread import COUNTED
from query.view import CHECKPOINT, snapshot
from runtime.postgres import Pool

ROOMS = f"""
    select m.account_id, r.room_id, r.head, m.role, counted.unread, counted.mentions
    from members m join rooms r using (room_id)
        left join unnest($2::uuid[], $3::uuid[], $4::int[]) lately(account_id, room_id, seq)
            on lately.account_id = m.account_id and lately.room_id = m.room_id {COUNTED}
    where m.account_id = any ($1::uuid[]) and not r.archived order by r.room_id
"""


class Standing(Struct, frozen=True):
    """One account's rooms as they are at a position."""

    rooms: tuple[RoomState, ...]
    position: Position


async def standings(pool: Pool, epoch: str, lately: Lately, accounts: Sequence[UUID]) -> Mapping[UUID, Standing]:
    """Every account's."""
    rooms: dict[UUID, list[RoomState]] = defaultdict(list)
    marked = [(account, *mark) for account in accounts for mark in zip(*lately.of(account), strict=True)]
    columns = [list(column) for column in zip(*marked, strict=True)] or [[], [], []]
    async with snapshot(pool, CHECKPOINT, epoch, accounts[0]) as view:
        for row in await view.db.fetch(ROOMS, accounts, *columns):
            rooms[row["account_id"]].append(
                RoomState(
                    room=row["room_id"],
                    head=row["head"],
                    role=row["role"],
                    unread=row["unread"],
                    mentions=row["mentions"],
                )
            )
    return {account: Standing(tuple(rooms[account]), view.position) for account in accounts}
