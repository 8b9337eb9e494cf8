"""What travels on the live bus: event frames ready for the wire, and the little a hub must know without parsing them.

Subject `parley.live.room.<room_id>`; payload: of each frame 8 bytes of seq and 4 of length, big-endian, 1 byte of kind,
then its JSON text. A message of the bus costs its server and both its clients more than the bytes in it, so what a room
is told at once is one message.
"""

from collections.abc import Iterator
from enum import IntEnum
from struct import Struct as Layout
from uuid import UUID

import msgspec

from events.event import Event
from events.room import MemberErased, MemberEvent, MessageDeleted, MessageEdited, MessageErased, RoomArchived

SUBJECT = "parley.live.room."
MARKS = "parley.live.account."  # then whose; a message is a room and up to which seq it is read
_HEAD = Layout(">QIB")


class Kind(IntEnum):
    """What an event may mean for those who follow its room."""

    EVENT = ord("e")
    MEMBERSHIP = ord("m")  # may end somebody's follow, or take their words with them
    CHANGE = ord("c")  # of an earlier message: it was edited or deleted
    ARCHIVED = ord("a")


class LiveEvent(msgspec.Struct, frozen=True):
    """One unpacked frame; `frame` is JSON text as bytes, for every socket alike."""

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
    """One frame's part of a payload."""
    return _HEAD.pack(seq, len(frame), kind) + frame


def unpack(payload: bytes) -> Iterator[LiveEvent]:
    """The frames of a payload; raises `struct.error` or ValueError for what `pack` never made."""
    at = 0
    while at < len(payload):
        seq, length, kind = _HEAD.unpack_from(payload, at)
        at += _HEAD.size + length
        if at > len(payload):
            raise ValueError("cut short")
        yield LiveEvent(seq, Kind(kind), payload[at - length : at])
