"""The members of rooms, read for those who are to be told which of them are here."""

from collections.abc import Iterable
from uuid import UUID

from msgspec import Struct

from runtime.postgres import Pool

MANY = 500  # rooms read at once
MEMBERS = """
    select r.room_id, r.head, r.member_count, case when r.member_count <= $2 then
        array(select m.account_id from members m where m.room_id = r.room_id) end
    from rooms r where r.room_id = any ($1::uuid[])
"""


class RoomMembers(Struct, frozen=True):
    """A room's members as of its head; None where there are too many to be told of."""

    room_id: UUID
    head: int
    size: int
    members: frozenset[bytes] | None


async def members_of(pool: Pool, rooms: Iterable[UUID], max_members: int) -> list[RoomMembers]:
    """Of each room that there is, who belongs to it."""
    rows = await pool.fetch(MEMBERS, list(rooms), max_members)
    return [
        RoomMembers(UUID(int=room_id.int), head, size, None if found is None else frozenset(one.bytes for one in found))
        for room_id, head, size, found in rows
    ]
