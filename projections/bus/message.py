"""One event as a message of the stream and back: CloudEvents 1.0 in binary mode, with all that its leaf hash covers.

The body is the event's `data`, byte for byte. Headers: `ce-*` as CloudEvents names them (`ce-subject` is the stream,
`ce-sequence` the position, `ce-time` when it happened, `ce-recordedtime` when it was appended), and
`parley-version` (of the stream), `-actor`, `-initiator`, `-command`, `-touches` (ids, comma-separated), `-about`
(subject_id), `-metadata` (JSON), `-leaf` (hex) and `-epoch`. What is null, or an empty list, has no header. Values are
percent-encoded where they are not printable ASCII. The leaf is of format 1.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
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


def header_lines(event: StoredEvent, epoch: str) -> str:
    """Everything of the event but its data, as ASCII lines: one text instead of a dict, because time is spent here."""
    stream, recorded = str(event.stream_id), _time(event.recorded_at)
    occurred = recorded if event.occurred_at == event.recorded_at else _time(event.occurred_at)
    lines = (
        f"ce-specversion: 1.0\r\nce-id: {event.event_id}\r\nce-source: {SOURCE}\r\n"
        f"ce-type: parley.{event.type}.v{event.schema_version}\r\nce-subject: {stream}\r\n"
        f"ce-time: {occurred}\r\nce-recordedtime: {recorded}\r\nce-sequence: {event.position}\r\n"
        f"ce-partitionkey: {stream}\r\ncontent-type: application/json\r\n"
        f"parley-version: {event.version}\r\nparley-actor: {event.actor_id}\r\nparley-command: {event.command_id}\r\n"
        f"parley-metadata: {_encoded(event.metadata)}\r\nparley-leaf: {event.leaf_hash.hex()}\r\n"
        f"parley-epoch: {epoch}\r\n"
    )
    if event.initiator_id:
        lines += f"parley-initiator: {event.initiator_id}\r\n"
    if event.touches:
        lines += f"parley-touches: {','.join(map(str, event.touches))}\r\n"
    if event.subject_id:
        lines += f"parley-about: {event.subject_id}\r\n"
    if '"traceparent"' in event.metadata and (trace := trace_of(event.metadata)):
        lines += f"ce-traceparent: {trace}\r\n"
    return lines


def headers_of(event: StoredEvent, epoch: str) -> dict[str, str]:
    """The same headers by name."""
    lines = (line.partition(": ") for line in header_lines(event, epoch).split("\r\n") if line)
    return {name: value for name, _, value in lines}


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


@lru_cache(maxsize=64)  # what was appended together has one time
def _time(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _optional(value: str | None) -> UUID | None:
    return UUID(value) if value else None
