"""One sample of every shape that was ever stored."""

from pathlib import Path
from typing import Any

import msgspec

from events.stored import StoredEvent

SAMPLES = sorted((Path(__file__).parents[1] / "events" / "samples").glob("*.json"))


def read(sample: Path) -> tuple[StoredEvent, dict[str, Any]]:
    found = msgspec.json.decode(sample.read_bytes())
    stored = found["stored"] | {"leaf_hash": b""}
    hashed = bytes.fromhex(found["stored"]["leaf_hash"])
    return msgspec.structs.replace(msgspec.convert(stored, StoredEvent), leaf_hash=hashed), found["opened"]
