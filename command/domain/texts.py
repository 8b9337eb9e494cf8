"""What people may write, and how it is kept."""

import re
from uuid import UUID

from command.domain.rejections import UnusableBody, UnusableDisplayName, UnusableName, UnusableText, UnusableTopic

MAX_BODY = 16_000
MAX_ROOM_NAME = 80
MAX_TOPIC = 250
MAX_DISPLAY_NAME = 64
MENTION = re.compile(r"<@([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})>")
# For JSON Schemas, read alike by Python and ECMAScript: a text with more than blanks, a line that shows something, and
# one that may be blank. Hangul fillers and a braille cell without dots are letters and symbols that nobody can see.
_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
_SPACES = r" \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = (
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
)
TEXT_PATTERN = rf"^[^\x00]*[^\x00\t-\r\x1c-\x1f\x85\u2028\u2029{_SPACES}][^\x00]*$"
NAME_PATTERN = rf"^[^{_CONTROL}]*[^{_CONTROL}{_SPACES}{_INVISIBLE}][^{_CONTROL}]*$"
LINE_PATTERN = rf"^(?:[{_SPACES}]*|{NAME_PATTERN[1:-1]})$"
# Beyond what every reader of a schema understands: shorthand and musical formats, fillers, tags, variation selectors.
SHOWN = re.compile(
    rf"[^{_CONTROL}{_SPACES}{_INVISIBLE}\U00013430-\U0001343f\U00016fe4\U0001bca0-\U0001bca3"
    r"\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# NUL cannot be stored, half a surrogate pair cannot be encoded, and a name is one line.
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
NOT_ON_ONE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def body(text: str) -> str:
    """A message's words exactly as they were written; raises `UnusableBody`."""
    if not text.strip() or len(text) > MAX_BODY or UNSTORABLE.search(text):
        raise UnusableBody(_why(text, MAX_BODY, UNSTORABLE))
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


def shows(text: str) -> bool:
    """Whether there is anything in it to be seen."""
    return bool(SHOWN.search(text))


def _line(text: str, least: int, most: int, refusal: type[UnusableText]) -> str:
    trimmed = text.strip()
    if len(trimmed) < least or len(text) > most or NOT_ON_ONE_LINE.search(text) or (trimmed and not shows(trimmed)):
        raise refusal(_why(text, most, NOT_ON_ONE_LINE))
    return trimmed


def _why(text: str, most: int, forbidden: re.Pattern[str]) -> str:
    if found := forbidden.search(text):
        return f"The character U+{ord(found[0]):04X} at offset {found.start()} cannot be kept here."
    if len(text) > most:
        return f"It has {len(text):,} characters; {most:,} is the most."
    return "Nothing of it can be seen."
