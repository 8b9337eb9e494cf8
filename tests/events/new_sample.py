"""Writes the sample of an event's newest shape, once; what the event says is given as JSON.

python -m tests.events.new_sample room_renamed '{"name": "Kitchen"}'
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from events.codec import SubjectKey, encode, subjects_of
from events.leaf import FORMAT, leaf_hash
from events.registry import EVENTS
from events.stored import Draft, StoredEvent

SAMPLES = Path(__file__).parent / "samples"
KEY = bytes(range(32))  # of everybody in the samples
AT = datetime(2026, 1, 2, 3, 4, 5, 678901, UTC)
ROOM, ANN, COMMAND, KID = (UUID(f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}") for digit in "1345")


def stored(type_: str, opened: dict[str, Any], position: int) -> StoredEvent:
    """The event as the log would have it at this position, as Ann's, in a room's stream or her own."""
    event = msgspec.convert(opened, EVENTS[type_])
    draft = Draft(ANN if event.CATEGORY == "account" else ROOM, event)
    keys = {subject: SubjectKey(KID, KEY) for subject in subjects_of([draft], ANN)}
    made = encode(draft, ANN, UUID(int=(0x01900000_0000_7000_8000 << 48) + position), keys)
    row = StoredEvent(
        position=position,
        stream_id=made.stream_id,
        version=position,
        category=made.category,
        type=made.type,
        schema_version=made.schema_version,
        event_id=made.event_id,
        subject_id=made.subject_id,
        touches=list(made.keys),
        actor_id=ANN,
        initiator_id=None,
        command_id=COMMAND,
        occurred_at=AT,
        recorded_at=AT,
        data=made.data,
        metadata="{}",
        leaf_format=FORMAT,
        leaf_hash=b"",
    )
    return msgspec.structs.replace(row, leaf_hash=leaf_hash(row))


def main(type_: str, opened: str) -> None:
    data = msgspec.json.decode(opened)
    file = SAMPLES / f"{type_}.v{EVENTS[type_].SCHEMA_VERSION}.json"
    event = stored(type_, data, len(list(SAMPLES.iterdir())) + 1)
    sample = {"stored": msgspec.to_builtins(event) | {"leaf_hash": event.leaf_hash.hex()}, "opened": data}
    with file.open("xb") as new:  # a sample is never written again
        new.write(msgspec.json.format(msgspec.json.encode(sample), indent=2) + b"\n")
    sys.stdout.write(f"{file}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
