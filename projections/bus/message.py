"""One event as a message of the stream and back: CloudEvents 1.0 in binary mode, with all that its leaf hash covers.

The body is the event's `data`, byte for byte. Headers: `ce-*` as CloudEvents names them (`ce-subject` is the stream,
`ce-sequence` the position, `ce-time` when it happened, `ce-recordedtime` when it was appended), and
`parley-version` (of the stream), `-actor`, `-initiator`, `-command`, `-touches` (ids, comma-separated), `-about`
(subject_id), `-metadata` (JSON), `-leaf` (hex) and `-epoch`. What is null, or an empty list, has no header. Values are
percent-encoded where they are not printable ASCII. The leaf is of format 1.
"""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, unquote
from uuid import UUID

import msgspec

from events.stored import StoredEvent

SUBJECTS = "parley.events"
SOURCE = "/parley"
_PLAIN = " !\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~"  # quote() leaves letters and digits alone anyway


class NotAnEvent(ValueError):
    """This message was not made by a relay."""


def subject_of(event: StoredEvent) -> str:
    """Where the event is published: few subjects, because the server's memory grows with their number."""
    return f"{SUBJECTS}.{event.category}.{event.type}"


def headers_of(event: StoredEvent, epoch: str) -> dict[str, str]:
    """Everything of the event but its data."""
    stream = str(event.stream_id)
    headers = {
        "ce-specversion": "1.0",
        "ce-id": str(event.event_id),
        "ce-source": SOURCE,
        "ce-type": f"parley.{event.type}.v{event.schema_version}",
        "ce-subject": stream,
        "ce-time": _time(event.occurred_at),
        "ce-recordedtime": _time(event.recorded_at),
        "ce-sequence": str(event.position),
        "ce-partitionkey": stream,
        "content-type": "application/json",
        "parley-version": str(event.version),
        "parley-actor": str(event.actor_id),
        "parley-command": str(event.command_id),
        "parley-metadata": _encoded(event.metadata),
        "parley-leaf": event.leaf_hash.hex(),
        "parley-epoch": epoch,
    }
    if event.initiator_id:
        headers["parley-initiator"] = str(event.initiator_id)
    if event.touches:
        headers["parley-touches"] = ",".join(map(str, event.touches))
    if event.subject_id:
        headers["parley-about"] = str(event.subject_id)
    if '"traceparent"' in event.metadata and (trace := trace_of(event.metadata)):
        headers["ce-traceparent"] = trace
    return headers


def event_of(subject: str, headers: Mapping[str, str], data: bytes) -> StoredEvent:
    """The row of the log that the message is a copy of; raises `NotAnEvent`."""
    try:
        _, _, category, type_ = subject.split(".")
        return StoredEvent(
            position=int(headers["ce-sequence"]),
            stream_id=UUID(headers["ce-subject"]),
            version=int(headers["parley-version"]),
            category=category,
            type=type_,
            schema_version=int(headers["ce-type"].rpartition(".v")[2]),
            event_id=UUID(headers["ce-id"]),
            subject_id=_optional(headers.get("parley-about")),
            touches=[UUID(key) for key in headers.get("parley-touches", "").split(",") if key],
            actor_id=UUID(headers["parley-actor"]),
            initiator_id=_optional(headers.get("parley-initiator")),
            command_id=UUID(headers["parley-command"]),
            occurred_at=datetime.fromisoformat(headers["ce-time"]),
            recorded_at=datetime.fromisoformat(headers["ce-recordedtime"]),
            data=data.decode(),
            metadata=unquote(headers["parley-metadata"], errors="strict"),
            leaf_format=1,
            leaf_hash=bytes.fromhex(headers["parley-leaf"]),
        )
    except (KeyError, ValueError) as error:
        raise NotAnEvent(f"{subject}: {error!r}") from error


def trace_of(metadata: str) -> str | None:
    """The W3C trace parent among an event's metadata."""
    found = msgspec.json.decode(metadata)
    trace = found.get("traceparent") if isinstance(found, dict) else None
    return _encoded(trace) if isinstance(trace, str) else None


def _encoded(text: str) -> str:
    """Safe in one header line; clients take the blanks off both ends, so those are encoded too."""
    plain = text.isascii() and text.isprintable() and "%" not in text and text == text.strip()
    return text if plain else quote(text, safe=_PLAIN.strip())


def _time(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _optional(value: str | None) -> UUID | None:
    return UUID(value) if value else None
