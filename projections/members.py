"""Who is in which room, since when and as what, and when everybody ever was."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from msgspec import Struct, field

from events import room
from events.stored import Recorded
from projections.columns import columns
from runtime.postgres import Connection

GO = """
    delete from members m using unnest($1::uuid[], $2::uuid[]) g(room_id, account_id)
    where m.room_id = g.room_id and m.account_id = g.account_id
"""
COME = """
    insert into members (room_id, account_id, role, since_seq, joined_at)
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::timestamptz[])
    on conflict (room_id, account_id) do update
    set role = excluded.role, since_seq = excluded.since_seq, joined_at = excluded.joined_at
"""
RISE = """
    update members m set role = c.role from unnest($1::uuid[], $2::uuid[], $3::text[]) c(room_id, account_id, role)
    where m.room_id = c.room_id and m.account_id = c.account_id
"""
END_STAY = """
    update stays s set to_seq = e.to_seq from unnest($1::uuid[], $2::uuid[], $3::int[]) e(room_id, account_id, to_seq)
    where s.room_id = e.room_id and s.account_id = e.account_id and s.to_seq is null
"""
STAY = """
    insert into stays (room_id, account_id, from_seq, to_seq)
    select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[])
"""
MEMBER = (room.MemberEvent, room.MemberErased)


class _Place(Struct):
    """What a page changes about one account in one room; a place known from before has no `joined`."""

    joined: tuple[int, datetime] | None = None
    gone: bool = False
    role: str | None = None
    ended: int | None = None  # the seq that ends the stay from before this page
    stays: list[list[int | None]] = field(default_factory=list)


class Members:
    """Who is in which room, since when, and as what?"""

    name: ClassVar[str] = "members"
    tables: ClassVar[tuple[str, ...]] = ("members", "stays")
    parks: ClassVar[str | None] = None

    async def apply(self, db: Connection, batch: Sequence[Recorded]) -> None:
        places: dict[tuple[UUID, UUID], _Place] = {}
        for recorded in batch:
            event = recorded.event
            if isinstance(event, MEMBER):
                place = places.setdefault((recorded.stream_id, event.account_id), _Place())
                _change(place, event, recorded)
        if places:
            await _write(db, places)


def _change(place: _Place, event: room.MemberEvent | room.MemberErased, recorded: Recorded) -> None:
    match event:
        case room.MemberErased(role=None):
            pass  # they had gone before
        case room.MemberJoined() | room.MemberAdded():
            place.gone, place.joined = False, (recorded.version, recorded.occurred_at)
            place.role = event.role
            place.stays.append([recorded.version, None])
        case room.MemberLeft() | room.MemberRemoved() | room.MemberErased():
            place.gone, place.joined, place.role = True, None, None
            if place.stays:
                place.stays[-1][1] = recorded.version
            else:
                place.ended = recorded.version
        case room.MemberRoleChanged():
            place.role = event.role


async def _write(db: Connection, places: dict[tuple[UUID, UUID], _Place]) -> None:
    all_ = places.items()
    if gone := [key for key, place in all_ if place.gone]:
        await db.execute(GO, *columns(gone))
    if came := [(*key, place.role, *place.joined) for key, place in all_ if place.joined]:
        await db.execute(COME, *columns(came))
    if changed := [(*key, place.role) for key, place in all_ if place.role and not place.joined]:
        await db.execute(RISE, *columns(changed))
    if ended := [(*key, place.ended) for key, place in all_ if place.ended]:
        await db.execute(END_STAY, *columns(ended))
    if stays := [(*key, *stay) for key, place in all_ for stay in place.stays]:
        await db.execute(STAY, *columns(stays))
