"""What goes into an append and what comes back: a command's events, what they rest on, and what became of them."""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from msgspec import Struct

from events.stored import Encoded

NO_KEY = UUID(int=0)


class Kind(IntEnum):
    """What an expectation asks of the log."""

    UNTOUCHED = 0
    EXACT = 1
    NEW_SUBJECT = 2


class Expectation(Struct, frozen=True):
    """What must still be true of a stream when a command is appended."""

    kind: Kind
    stream_id: UUID
    key: UUID
    version: int


def untouched(stream_id: UUID, key: UUID, version: int) -> Expectation:
    """Nothing has touched this key after the version."""
    return Expectation(Kind.UNTOUCHED, stream_id, key, version)


def exact(stream_id: UUID, version: int) -> Expectation:
    """The stream is at exactly this version."""
    return Expectation(Kind.EXACT, stream_id, NO_KEY, version)


def no_stream(stream_id: UUID) -> Expectation:
    """Nothing was ever written to the stream."""
    return exact(stream_id, 0)


def new_subject(stream_id: UUID, subject_id: UUID) -> Expectation:
    """No event of the stream is about this subject yet."""
    return Expectation(Kind.NEW_SUBJECT, stream_id, subject_id, 0)


class Write(Struct, frozen=True):
    """One command's events, all or nothing; `stream_id` is the stream whose version its sender is told."""

    actor_id: UUID
    command_id: UUID
    fingerprint: bytes
    stream_id: UUID
    events: Sequence[Encoded]
    expectations: Sequence[Expectation]
    initiator_id: UUID | None = None
    occurred_at: datetime | None = None
    metadata: str = "{}"


class Verdict(IntEnum):
    """What became of a command."""

    ACCEPTED = 0
    DUPLICATE = 1
    REUSED = 2
    CONFLICT = 3


class Outcome(Struct, frozen=True):
    """The answer to a write: `position` and `version` are the first result's for a duplicate, 0 for a refusal.

    `position` is that of the command's last event, or the head it was judged at when it changed nothing.
    """

    verdict: Verdict
    position: int
    version: int


class LogUnavailable(Exception):
    """The log could not be reached in time; the command may or may not have been accepted: repeat it as it is."""


class LogFull(Exception):
    """There is no room left to store anything; nothing was accepted."""


class Overloaded(Exception):
    """Too many commands are waiting; this one was not taken."""
