"""What passes between processes on core NATS and is kept nowhere: who is here, and who is typing.

A process numbers its changes. Every so often it says the last number: who has missed one asks for all of it, so that
what is said costs as much as what changes, however many are here.
"""

from collections.abc import Iterator
from uuid import UUID

import msgspec
from msgspec import Struct

SUBJECTS = "parley.ephemeral.>"
HERE = "parley.ephemeral.here"
ROOM = "parley.ephemeral.room."
MANY = 50_000  # accounts in one message, which stays well below the megabyte that NATS takes


class Said(Struct, frozen=True, tag=True, array_like=True):
    """Something that one process tells all others."""

    process: bytes


class Beat(Said, frozen=True, tag="beat"):
    """It is there, and has said so many changes."""

    number: int


class Change(Said, frozen=True, tag="change"):
    """The next change: whose connections are in use, idle and gone, 16 bytes an account."""

    number: int
    online: bytes = b""
    idle: bytes = b""
    gone: bytes = b""


class Whole(Said, frozen=True, tag="whole"):
    """All who are here as of this number, but for those whom the changes after it bring."""

    number: int
    online: bytes = b""
    idle: bytes = b""


class Ask(Said, frozen=True, tag="ask"):
    """It wants to know all about another process, or (empty) about every one."""

    whom: bytes = b""


class Keystroke(Struct, frozen=True):
    """Somebody is typing in a room, or does so no more."""

    account: UUID
    typing: bool


_encoder = msgspec.msgpack.Encoder()
_said = msgspec.msgpack.Decoder(Beat | Change | Whole | Ask)
_keystroke = msgspec.msgpack.Decoder(Keystroke)


def encoded(said: Said | Keystroke) -> bytes:
    return _encoder.encode(said)


def said(payload: bytes) -> Beat | Change | Whole | Ask:
    """Raises `MsgspecError`."""
    found: Beat | Change | Whole | Ask = _said.decode(payload)
    return found


def keystroke(payload: bytes) -> Keystroke:
    """Raises `MsgspecError`."""
    found: Keystroke = _keystroke.decode(payload)
    return found


def accounts_in(packed: bytes) -> Iterator[bytes]:
    """One account after the other."""
    return (packed[at : at + 16] for at in range(0, len(packed) - 15, 16))
