"""The leaf hash of a line of `parley replay --json`, by the words of decision 0001 alone: nothing of ours is used."""

import hashlib
import json
import struct
from datetime import UTC, datetime, timedelta
from uuid import UUID

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def leaf_hash(line: str) -> str:
    """In hex, as the line has it."""
    event = json.loads(line)
    return hashlib.sha256(
        b"\x00\x01"
        + struct.pack(">q", event["position"])
        + UUID(event["stream_id"]).bytes
        + struct.pack(">i", event["version"])
        + sized(event["category"].encode())
        + sized(event["type"].encode())
        + struct.pack(">h", event["schema_version"])
        + UUID(event["event_id"]).bytes
        + perhaps(event["subject_id"])
        + sized(array(event["touches"]))
        + UUID(event["actor_id"]).bytes
        + perhaps(event["initiator_id"])
        + UUID(event["command_id"]).bytes
        + struct.pack(">q", microseconds(event["occurred_at"]))
        + struct.pack(">q", microseconds(event["recorded_at"]))
        + sized(event["data"].encode())
        + sized(event["metadata"].encode())
    ).hexdigest()


def sized(value: bytes) -> bytes:
    return struct.pack(">i", len(value)) + value


def perhaps(value: str | None) -> bytes:
    return struct.pack(">i", -1) if value is None else sized(UUID(value).bytes)


def array(values: list[str]) -> bytes:
    if not values:
        return struct.pack(">iii", 0, 0, 2950)
    return struct.pack(">iiiii", 1, 0, 2950, len(values), 1) + b"".join(sized(UUID(value).bytes) for value in values)


def microseconds(time: str) -> int:
    return (datetime.fromisoformat(time) - BEGINNING) // timedelta(microseconds=1)
