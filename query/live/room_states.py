"""What `ready` tells of many accounts, read as one snapshot of the read models."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from events.cursor import Position
from events.wire.server import RoomState
from query.live.recent_marks import RecentMarks
from query.unread import COUNTED
from query.view import CHECKPOINT, snapshot
from runtime.postgres import Connection, Pool

ROOMS = f"""
    select m.account_id, r.room_id, r.head, m.role, counted.unread, counted.mentions,
        counted.read_seq
    from members m join rooms r using (room_id)
        left join unnest($2::uuid[], $3::uuid[], $4::int[]) lately(account_id, room_id, seq)
            on lately.account_id = m.account_id and lately.room_id = m.room_id {COUNTED}
    where m.account_id = any ($1::uuid[]) and not r.archived order by r.room_id
"""


# Archived ones, too: somebody may still be put out of them.
SINCE = "select account_id, room_id, since_seq from members where account_id = any ($1::uuid[])"


class Whose(Struct, frozen=True):
    """Whose standing is asked for, and whether with where they came into each of their rooms."""

    account_id: UUID
    since: bool = False


class RoomStates(Struct, frozen=True):
    """One account's rooms as they are at a position; `since`, where asked for, are the seqs that it came with."""

    rooms: tuple[RoomState, ...]
    position: Position
    since: Mapping[UUID, int]


async def room_states(
    pool: Pool, epoch: str, lately: RecentMarks, asked: Sequence[Whose]
) -> Mapping[Whose, RoomStates]:
    """Every account's."""
    accounts = list({one.account_id for one in asked})
    async with snapshot(pool, CHECKPOINT, epoch, accounts[0]) as view:
        rooms = await rooms_of(view.db, lately, accounts)
        since = await _since(view.db, [one.account_id for one in asked if one.since])
    return {
        one: RoomStates(rooms.get(one.account_id, ()), view.position, since.get(one.account_id, {})) for one in asked
    }


async def _since(db: Connection, accounts: Sequence[UUID]) -> Mapping[UUID, Mapping[UUID, int]]:
    found: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for row in await db.fetch(SINCE, accounts) if accounts else ():
        found[row["account_id"]][row["room_id"]] = row["since_seq"]
    return found


async def rooms_of(
    db: Connection, lately: RecentMarks, accounts: Sequence[UUID]
) -> Mapping[UUID, tuple[RoomState, ...]]:
    """The rooms of every account that has any, from a snapshot that is open."""
    marked = [(account, *mark) for account in accounts for mark in zip(*lately.of(account), strict=True)]
    columns = [list(column) for column in zip(*marked, strict=True)] or [[], [], []]
    rooms: dict[UUID, list[RoomState]] = defaultdict(list)
    for row in await db.fetch(ROOMS, accounts, *columns):
        told = RoomState(row["room_id"], row["head"], row["role"], row["unread"], row["mentions"], row["read_seq"])
        rooms[row["account_id"]].append(told)
    return {account: tuple(mine) for account, mine in rooms.items()}
