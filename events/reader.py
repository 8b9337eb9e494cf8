"""The event of a reader: how far one person has read one room. Its stream is theirs, and holds nothing but numbers."""

from typing import ClassVar
from uuid import UUID

from events.event import Event
from events.fields import ReadSeq, RoomId


class ReaderEvent(Event, frozen=True):
    """Something about what one person has seen of one room."""

    CATEGORY: ClassVar[str] = "reader"


class RoomRead(ReaderEvent, frozen=True, tag="room_read"):
    """Somebody has read a room up to a seq; their marks only go forward."""

    room_id: RoomId
    seq: ReadSeq

    def about(self, stream_id: UUID) -> UUID:
        return self.room_id

    def touches(self, stream_id: UUID) -> tuple[UUID, ...]:
        return (stream_id,)
