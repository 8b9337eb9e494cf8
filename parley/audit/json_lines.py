"""An event as one line of JSON: every column of the log exactly, so that whoever has it can compute its leaf hash."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from events.stored import StoredEvent
from parley.audit.opening import Readable
from parley.audit.text import rfc3339


class Line(Struct, frozen=True):
    """The columns of `StoredEvent`, times to the microsecond, the hash in hex; `data` and `metadata` the exact text.

    Opened, beside them what the event says, where what is erased is null and named in `erased`.
    """

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
    occurred_at: str
    recorded_at: str
    data: str
    metadata: str
    leaf_format: int
    leaf_hash: str
    opened: Mapping[str, Any] | UnsetType | None = UNSET
    erased: list[str] | UnsetType = UNSET


def json_line(stored: StoredEvent) -> str:
    """An event as it is stored."""
    return _encoded(_line(stored))


def opened_line(event: Readable) -> str:
    """An event as it is stored, and what it says; null where this build cannot read it."""
    said = event.fields and {name: None if name in event.hidden else value for name, value in event.fields.items()}
    return _encoded(replace(_line(event.stored), opened=said, erased=sorted(event.hidden)))


def _line(stored: StoredEvent) -> Line:
    columns = [getattr(stored, name) for name in StoredEvent.__struct_fields__]
    columns[12], columns[13], columns[17] = rfc3339(stored.occurred_at), rfc3339(stored.recorded_at), columns[17].hex()
    return Line(*columns)


def _encoded(line: Line) -> str:
    """Only ASCII, so that a terminal that is shown it can take nothing in it for more than a letter."""
    text = msgspec.json.encode(line)
    return text.decode() if text.isascii() else json.dumps(msgspec.json.decode(text), separators=(",", ":"))
