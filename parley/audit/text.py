"""An event on one line that people can read, and that no message can forge."""

from datetime import UTC, datetime
from typing import Any

from parley.audit.names import Names
from parley.audit.opening import Readable

SEALED, ERASED = "(sealed)", "(erased)"


def line(event: Readable, names: Names | None = None) -> str:
    """Position, stream, seq, time, who, what and its fields; with `names`, who is called what they were called then."""
    stored = event.stored
    stream = f"{plain(stored.category)} {stored.stream_id} #{stored.version}"
    who = str(stored.actor_id)
    if names and (name := names.at(stored.actor_id, stored.position)):
        who += f" {quoted(name)}"
    parts = [f"{stored.position:>7}", stream, rfc3339(stored.recorded_at), who, plain(stored.type)]
    return "  ".join([*parts, *_fields(event, SEALED if names is None else ERASED)])


def quoted(text: str) -> str:
    """A text in quotation marks on one line: whatever a terminal could take for more than a letter is escaped."""
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def plain(text: str) -> str:
    """A word of our own as it is; anything else in quotation marks."""
    return text if text.isascii() and text.replace("_", "").replace("-", "").isalnum() else quoted(text)


def rfc3339(at: datetime) -> str:
    """To the microsecond, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _fields(event: Readable, hidden: str) -> list[str]:
    stored = event.stored
    if event.fields is None:
        fields = [f"unreadable={quoted(stored.data)}"]
    else:
        shown = {name: hidden if name in event.hidden else _value(value) for name, value in event.fields.items()}
        fields = [f"{plain(name)}={value}" for name, value in shown.items() if value]
    if stored.initiator_id:
        fields.append(f"initiator_id={stored.initiator_id}")
    if stored.occurred_at != stored.recorded_at:
        fields.append(f"occurred_at={rfc3339(stored.occurred_at)}")
    return [" ".join(fields)] if fields else []


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]" if value else ""
    if isinstance(value, str):
        return (plain(value) if _is_id(value) else quoted(value)) if value else ""
    return "" if value is None else plain(str(value))


def _is_id(value: str) -> bool:
    return len(value) == 36 and value.count("-") == 4


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode()
