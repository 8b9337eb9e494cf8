"""What is decided about how far somebody has read a room: a mark lies in what was said, and only goes forward."""

from uuid import UUID

from msgspec import Struct

from command.domain.rejections import SeqAhead
from command.domain.room import Room, RoomCommand, member
from events.event import Event
from events.reader import ReaderEvent, RoomRead


class MarkRead(RoomCommand, frozen=True, tag="mark_read"):
    seq: int


class Reader(Struct, frozen=True):
    """What decides about the next mark: the last one; 0 when there is none."""

    mark: int = 0


INITIAL = Reader()


def evolve(reader: Reader, event: Event) -> Reader:
    match event:
        case RoomRead(seq=seq):
            return Reader(seq)
        case _:
            return reader


def admit(room: Room, head: int, command: MarkRead, me: UUID) -> None:
    """Let a member mark what there is; `head` is the seq of the room's last event. Raises a `Rejected`."""
    member(room, me)
    if command.seq > head:
        raise SeqAhead


def decide(reader: Reader, command: MarkRead) -> list[ReaderEvent]:
    return [RoomRead(room_id=command.room_id, seq=command.seq)] if command.seq > reader.mark else []
