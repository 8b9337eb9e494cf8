"""What travels on the live bus: an event frame ready for the wire, and the little a hub must know without parsing it.

Subject `parley.live.room.<room_id>`; payload: 8 bytes of seq, big-endian, 1 byte of kind, then the frame's JSON text.
"""

from enum import IntEnum
from struct import Struct as Layout
from uuid import UUID

import msgspec

from events.event import Event
from events.room import MemberErased, MemberEvent, MessageDeleted, MessageEdited, MessageErased, RoomArchived

SUBJECT = "parley.live.room."
_HEAD = Layout(">QB")


class Kind(IntEnum):
    """What an event may mean for those who follow its room."""

    EVENT = ord("e")
    MEMBERSHIP = ord("m")  # may end somebody's follow, or take their words with them
    CHANGE = ord("c")  # of an earlier message: it was edited or deleted
    ARCHIVED = ord("a")


class LiveEvent(msgspec.Struct, frozen=True):
    """One unpacked payload; `frame` is JSON text as bytes, for every socket alike."""

    seq: int
    kind: Kind
    frame: bytes


def subject_of(room_id: UUID) -> str:
    """Where a room's frames are published."""
    return f"{SUBJECT}{room_id}"


def kind_of(event: Event) -> Kind:
    """How a hub treats an event of a room."""
    match event:
        case MemberEvent() | MemberErased():
            return Kind.MEMBERSHIP
        case MessageEdited() | MessageDeleted() | MessageErased():
            return Kind.CHANGE
        case RoomArchived():
            return Kind.ARCHIVED
        case _:
            return Kind.EVENT


def pack(seq: int, kind: Kind, frame: bytes) -> bytes:
    """The payload of one frame."""
    return _HEAD.pack(seq, kind) + frame


def unpack(payload: bytes) -> LiveEvent:
    """Raises `struct.error` or ValueError for what `pack` never made."""
    seq, kind = _HEAD.unpack_from(payload)
    return LiveEvent(seq, Kind(kind), payload[_HEAD.size :])
