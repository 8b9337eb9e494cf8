"""The headers of a message on the bus: CloudEvents in binary mode, and what a leaf hash covers besides."""

from typing import Any

from parley.contracts.examples import document
from parley.contracts.schema import Json
from projections.bus.message import SOURCE

_UUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
_TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$"
_NUMBER = r"^[1-9]\d*$"
_EVENT, _ROOM = "019378a1-5f70-7d1e-8c55-31f0a2b9c4e8", "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21"
_ANN, _AT = "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10", "2026-11-22T09:30:00.123456Z"
_ENCODED = "percent-encoded where it is not printable ASCII"


def _header(description: str, example: str, pattern: str | None = None) -> Json:
    found: Json = {"description": description, "type": "string", "examples": [example]}
    return found | ({"pattern": pattern} if pattern else {})


def _always() -> dict[str, Json]:
    return {
        "ce-specversion": {"description": "The version of CloudEvents.", "const": "1.0"},
        "ce-id": _header("The event's id.", _EVENT, _UUID),
        "ce-source": {"description": "Who published it.", "const": SOURCE},
        "ce-type": _header(
            "`parley.<type>.v<schema_version>`: which schema the body has.",
            "parley.message_sent.v1",
            r"^parley\.[a-z_]+\.v[1-9]\d*$",
        ),
        "ce-subject": _header(
            "The stream the event belongs to: a room, an account, a claim or a reader.", _ROOM, _UUID
        ),
        "ce-time": _header("When it happened, in UTC.", _AT, _TIME),
        "ce-recordedtime": _header("When it was appended to the log; later than `ce-time` if imported.", _AT, _TIME),
        "ce-sequence": _header("The event's position, which is the message's sequence too.", "5120", _NUMBER),
        "ce-partitionkey": _header("The stream again: what belongs together.", _ROOM, _UUID),
        "content-type": {"description": "The body is the event's data, byte for byte.", "const": "application/json"},
        "parley-version": _header("The event's number in its stream; of a room, its seq.", "4711", _NUMBER),
        "parley-actor": _header("On whose behalf it happened.", _ANN, _UUID),
        "parley-command": _header("The command that it came of.", "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11", _UUID),
        "parley-metadata": _header(f"What is known about the writing of it: JSON, {_ENCODED}.", "{}"),
        "parley-leaf": _header("SHA-256 of the event's leaf, format 1, in hex.", "9a13" * 16, r"^[0-9a-f]{64}$"),
        "parley-epoch": _header("Which incarnation of the log positions belong to.", "1f0c22aa9b3d", r"^[0-9A-Za-z]+$"),
    }


def _sometimes() -> dict[str, Json]:
    return {
        "parley-initiator": _header("Who acted for the actor, where somebody did.", _ANN, _UUID),
        "parley-touches": _header("The ids whose rules the event changes, comma-separated.", _ROOM),
        "parley-about": _header("The one thing that the event is about.", _ROOM, _UUID),
        "ce-traceparent": _header(
            "The W3C trace it was written in.", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        ),
    }


def headers() -> Json:
    """What every message of the stream carries; JetStream adds headers of its own."""
    always: dict[str, Any] = _always()
    schema = {
        "description": "CloudEvents 1.0 in binary mode, with everything else that the event's leaf hash covers. "
        "What is null, or an empty list, has no header.",
        "type": "object",
        "properties": always | _sometimes(),
        "required": [*always],
    }
    return document(schema, "headers of a message on the bus")
