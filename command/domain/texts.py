"""What people may write, and how it is kept."""

import re
from uuid import UUID

from command.domain import one_line
from command.domain.rejections import UnusableBody, UnusableDisplayName, UnusableName, UnusableText, UnusableTopic

MAX_BODY = 16_000
MAX_ROOM_NAME = 80
MAX_TOPIC = 250
MAX_DISPLAY_NAME = 64
MENTION = re.compile(r"<@([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})>")
# For a JSON Schema, read alike by Python and ECMAScript: a text with more than blanks.
TEXT_PATTERN = rf"^[^\x00]*[^\x00\t-\r\x1c-\x1f\x85\u2028\u2029{one_line.SPACES}][^\x00]*$"
NAME_PATTERN = one_line.NAME_PATTERN
LINE_PATTERN = one_line.LINE_PATTERN
NOTHING_SEEN = "Nothing of it can be seen."
# NUL cannot be stored, and half a surrogate pair cannot be encoded.
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def body(text: str) -> str:
    """A message's words exactly as they were written; raises `UnusableBody`."""
    if not text.strip() or len(text) > MAX_BODY or UNSTORABLE.search(text):
        found = UNSTORABLE.search(text)
        raise UnusableBody(_unkeepable(text, MAX_BODY, found.start() if found else None) or NOTHING_SEEN)
    return text


def mentions(text: str) -> tuple[UUID, ...]:
    """Whom a message names as `<@account_id>`, each once, in order."""
    return tuple(dict.fromkeys(UUID(found) for found in MENTION.findall(text))) if "<@" in text else ()


def room_name(text: str) -> str:
    return _line(text, 1, MAX_ROOM_NAME, UnusableName)


def topic(text: str) -> str:
    return _line(text, 0, MAX_TOPIC, UnusableTopic)


def display_name(text: str) -> str:
    return _line(text, 1, MAX_DISPLAY_NAME, UnusableDisplayName)


def _line(text: str, least: int, most: int, refusal: type[UnusableText]) -> str:
    trimmed = text.strip()
    why = _unkeepable(text, most, one_line.unfit(text[:most]))
    if why or len(trimmed) < least or (trimmed and not one_line.shows(trimmed)):
        raise refusal(why or NOTHING_SEEN)
    return one_line.tidied(trimmed)


def _unkeepable(text: str, most: int, at: int | None) -> str:
    if at is not None:
        return one_line.reason(text, at)
    return f"It has {len(text):,} characters; {most:,} is the most." if len(text) > most else ""
