"""An event in its three forms: about to be stored, as stored, and opened for reading."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from events.event import Event


class Draft(Struct, frozen=True):
    """An event somebody decided on, and the stream it belongs to."""

    stream_id: UUID
    event: Event


class Encoded(Struct, frozen=True):
    """A sealed draft, ready for the append function; `keys` are what it touches, `data` is JSON text."""

    stream_id: UUID
    category: str
    type: str
    schema_version: int
    event_id: UUID
    subject_id: UUID | None
    keys: tuple[UUID, ...]
    data: str


class StoredEvent(Struct, frozen=True):
    """One row of the log, column by column; `data` and `metadata` are the exact JSON text."""

    position: int
    stream_id: UUID
    version: int
    category: str
    type: str
    schema_version: int
    event_id: UUID
    subject_id: UUID | None
    touches: list[UUID]
    actor_id: UUID
    initiator_id: UUID | None
    command_id: UUID
    occurred_at: datetime
    recorded_at: datetime
    data: str
    metadata: str
    leaf_format: int
    leaf_hash: bytes


class Recorded(Struct, frozen=True):
    """A stored event with its personal data opened; the fields named in `erased` read "erased"."""

    position: int
    stream_id: UUID
    version: int
    event_id: UUID
    actor_id: UUID
    initiator_id: UUID | None
    command_id: UUID
    occurred_at: datetime
    recorded_at: datetime
    event: Event
    erased: frozenset[str] = frozenset()
