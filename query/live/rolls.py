"""The members of rooms, read for those who are to be told which of them are here."""

from collections.abc import Iterable
from uuid import UUID

from query.live.attendance import Roll
from runtime.postgres import Pool

MANY = 500  # rooms read at once
ROLLS = """
    select r.room_id, r.head, r.member_count, case when r.member_count <= $2 then
        array(select m.account_id from members m where m.room_id = r.room_id) end
    from rooms r where r.room_id = any ($1::uuid[])
"""


async def rolls(pool: Pool, rooms: Iterable[UUID], max_members: int) -> list[Roll]:
    """Of each room that there is, who belongs to it."""
    rows = await pool.fetch(ROLLS, list(rooms), max_members)
    return [
        Roll(UUID(int=room_id.int), head, size, None if members is None else frozenset(one.bytes for one in members))
        for room_id, head, size, members in rows
    ]
