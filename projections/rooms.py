"""Which rooms there are, what they are called, and how far their talk has come."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from msgspec import Struct

from events import room
from events.stored import Recorded
from projections.columns import columns
from runtime.postgres import Connection

OPEN = """
    insert into rooms (room_id, name, topic, visibility, history, created_by, created_at, head)
    select *, 1 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::timestamptz[])
"""
MOVE = """
    update rooms r set name = coalesce(m.name, r.name), topic = coalesce(m.topic, r.topic),
        archived = r.archived or m.archived, head = m.head,
        last_n = r.last_n + m.said, member_count = r.member_count + m.came
    from unnest($1::uuid[], $2::text[], $3::text[], $4::bool[], $5::int[], $6::int[], $7::int[])
        m(room_id, name, topic, archived, head, said, came)
    where r.room_id = m.room_id
"""


class _Moved(Struct):
    """What a page changes about one room."""

    room_id: UUID
    name: str | None = None
    topic: str | None = None
    archived: bool = False
    head: int = 0
    said: int = 0
    came: int = 0


class Rooms:
    """Which rooms are there, and what is each like now?"""

    name: ClassVar[str] = "rooms"
    tables: ClassVar[tuple[str, ...]] = ("rooms",)
    parks: ClassVar[str | None] = None

    async def apply(self, db: Connection, batch: Sequence[Recorded]) -> None:
        opened: list[tuple[UUID, str, str, str, str, UUID, datetime]] = []
        moved: dict[UUID, _Moved] = {}
        for recorded in batch:
            event = recorded.event
            if not isinstance(event, room.RoomEvent):
                continue
            room_id = recorded.stream_id
            if isinstance(event, room.RoomCreated):
                opened.append(
                    (
                        room_id,
                        event.name,
                        event.topic,
                        event.visibility,
                        event.history,
                        recorded.actor_id,
                        recorded.occurred_at,
                    )
                )
            known = moved.get(room_id)
            if known is None:
                known = moved[room_id] = _Moved(room_id)
            _move(known, event, recorded.version)
        if opened:
            await db.execute(OPEN, *columns(opened))
        if moved:
            rows = [[getattr(each, name) for each in moved.values()] for name in _Moved.__struct_fields__]
            await db.execute(MOVE, *rows)


def _move(moved: _Moved, event: room.RoomEvent, version: int) -> None:
    moved.head = version
    match event:
        case room.MessageSent():
            moved.said += 1
        case room.MemberJoined() | room.MemberAdded():
            moved.came += 1
        case room.MemberErased(role=None):
            pass  # they had gone before
        case room.MemberLeft() | room.MemberRemoved() | room.MemberErased():
            moved.came -= 1
        case room.RoomRenamed(name=name):
            moved.name = name
        case room.RoomTopicChanged(topic=topic):
            moved.topic = topic
        case room.RoomArchived():
            moved.archived = True
