"""The leaf hash of an event, computed outside Postgres: the second implementation that checks the first.

Format 1: SHA-256(0x00 ‖ 0x01 ‖ every column from position to metadata). Columns that are never null and of fixed width
(bigint, int, smallint, uuid, timestamptz) stand as Postgres sends them in binary; every other one (text, json, arrays,
and uuids that may be null) as 4 bytes of length and its bytes, a null as the length −1 alone. So no two rows have the
same bytes. A uuid[] is sent as Postgres sends it: dimensions, null flag, element type 2950, then length, lower bound 1
and each element with its length; an empty one has no dimensions.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from struct import pack
from uuid import UUID

from events.stored import StoredEvent

FORMAT = 1
_POSTGRES_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def leaf_bytes(event: StoredEvent) -> bytes:
    """What is hashed, byte for byte."""
    return b"".join(
        (
            bytes((0, FORMAT)),
            pack(">q", event.position),
            event.stream_id.bytes,
            pack(">i", event.version),
            _text(event.category),
            _text(event.type),
            pack(">h", event.schema_version),
            event.event_id.bytes,
            _optional(event.subject_id),
            _sized(_uuid_array(event.touches)),
            event.actor_id.bytes,
            _optional(event.initiator_id),
            event.command_id.bytes,
            pack(">q", _microseconds(event.occurred_at)),
            pack(">q", _microseconds(event.recorded_at)),
            _text(event.data),
            _text(event.metadata),
        )
    )


def leaf_hash(event: StoredEvent) -> bytes:
    """The 32 bytes that the append function stored, if nothing of the row has changed since."""
    return sha256(leaf_bytes(event)).digest()


def _sized(value: bytes) -> bytes:
    return pack(">i", len(value)) + value


def _text(value: str) -> bytes:
    return _sized(value.encode())


def _optional(value: UUID | None) -> bytes:
    return pack(">i", -1) if value is None else _sized(value.bytes)


def _uuid_array(values: list[UUID]) -> bytes:
    if not values:
        return pack(">iiI", 0, 0, 2950)
    header = pack(">iiIii", 1, 0, 2950, len(values), 1)
    return header + b"".join(_sized(value.bytes) for value in values)


def _microseconds(at: datetime) -> int:
    return (at - _POSTGRES_EPOCH) // _MICROSECOND
