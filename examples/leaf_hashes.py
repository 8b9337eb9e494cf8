"""Computes the leaf hash of every event of an export anew, with nothing but Python: `leaf_hashes.py log.jsonl.gz`.

Written from docs/decisions/0001-the-bytes-of-a-leaf.md alone, so that nothing of Parley has to be trusted.
"""

import gzip
import hashlib
import json
import struct
import sys
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

POSTGRES_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
UUID_TYPE = 2950  # the number Postgres gives the type of an array's elements


def leaf_hash(event: dict[str, Any]) -> str:
    """In hex, as the line has it."""
    return hashlib.sha256(
        b"\x00\x01"
        + struct.pack(">q", event["position"])
        + UUID(event["stream_id"]).bytes
        + struct.pack(">i", event["version"])
        + sized(event["category"].encode())
        + sized(event["type"].encode())
        + struct.pack(">h", event["schema_version"])
        + UUID(event["event_id"]).bytes
        + optional(event["subject_id"])
        + sized(array(event["touches"]))
        + UUID(event["actor_id"]).bytes
        + optional(event["initiator_id"])
        + UUID(event["command_id"]).bytes
        + struct.pack(">q", microseconds(event["occurred_at"]))
        + struct.pack(">q", microseconds(event["recorded_at"]))
        + sized(event["data"].encode())
        + sized(event["metadata"].encode())
    ).hexdigest()


def sized(value: bytes) -> bytes:
    return struct.pack(">i", len(value)) + value


def optional(value: str | None) -> bytes:
    return struct.pack(">i", -1) if value is None else sized(UUID(value).bytes)


def array(values: list[str]) -> bytes:
    if not values:
        return struct.pack(">iii", 0, 0, UUID_TYPE)
    return struct.pack(">iiiii", 1, 0, UUID_TYPE, len(values), 1) + b"".join(sized(UUID(id_).bytes) for id_ in values)


def microseconds(time: str) -> int:
    return (datetime.fromisoformat(time) - POSTGRES_EPOCH) // timedelta(microseconds=1)


def main() -> None:
    path = sys.argv[1]
    events = 0
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        for event in map(json.loads, lines):
            if event["leaf_format"] != 1 or event["leaf_hash"] != leaf_hash(event):
                sys.exit(f"Position {event['position']} does not have the hash it must have.")
            events += 1
    print(f"{events} events have the hashes they must have.")


if __name__ == "__main__":
    main()
