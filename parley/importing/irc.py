"""What the lines of an IRC log say. Pure: bytes in, lines out; nothing it is given makes it fail."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

# Some archives put a space behind every `]`; a nick itself has none.
NICK = r"\S+(?:(?<=\]) \S*)*"
SAID = re.compile(rf"\[(\d\d):(\d\d)\] <({NICK})>(?: (.*))?", re.DOTALL)
ACTED = re.compile(r"\[(\d\d):(\d\d)\]  ?\* ")
JOINED = re.compile(rf"=== ({NICK}) +\[.*\] +has joined (?:[#&]\S*)\s*")
LEFT = re.compile(rf"=== ({NICK}) +\[.*\] +has left (?:[#&]\S*)(?:\s.*)?", re.DOTALL)
RENAMED = re.compile(rf"=== ({NICK}) +is now known as ({NICK})\s*")
JITTER = timedelta(hours=1)  # a clock put back by less was corrected; by more, it has passed midnight


class Line(Struct, frozen=True):
    """One line of a log: its number, counted from 0, and when it was written."""

    number: int
    at: datetime


class Said(Line, frozen=True):
    nick: str
    text: str


class Joined(Line, frozen=True):
    nick: str


class Left(Line, frozen=True):
    nick: str


class Renamed(Line, frozen=True):
    nick: str
    new: str


class Ignored(Line, frozen=True):
    """A line that says nothing we keep."""

    why: str


IrcLine = Said | Joined | Left | Renamed | Ignored


def parse(content: bytes, day: date) -> Iterator[IrcLine]:
    """Every line of a log of that day, in order; text that is not UTF-8, and NUL, become U+FFFD.

    Lines without a time of their own have that of the line before. The clock's hours are taken as they stand, as UTC.
    """
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if not lines[-1]:
        lines.pop()
    texts = [line.removesuffix(b"\r").decode(errors="replace").replace("\0", "\ufffd") for line in lines]
    now = _first_time(texts, day)
    for number, text in enumerate(texts):
        now = _moved(now, text)
        yield _line(number, now, text)


def _line(number: int, at: datetime, text: str) -> IrcLine:
    if found := SAID.fullmatch(text):
        return Said(number, at, _nick(found[3]), found[4] or "")
    if found := JOINED.fullmatch(text):
        return Joined(number, at, _nick(found[1]))
    if found := LEFT.fullmatch(text):
        return Left(number, at, _nick(found[1]))
    if found := RENAMED.fullmatch(text):
        return Renamed(number, at, _nick(found[1]), _nick(found[2]))
    if ACTED.match(text):
        return Ignored(number, at, "actions (/me)")
    return Ignored(number, at, "other system lines" if text.startswith("=== ") else "not IRC" if text else "blank")


def _nick(text: str) -> str:
    return text.replace(" ", "")


CLOCK = re.compile(r"\[([01]\d|2[0-3]):([0-5]\d)\] ")


def _first_time(texts: list[str], day: date) -> datetime:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return next((midnight + _clock(found) for text in texts if (found := CLOCK.match(text))), midnight)


def _clock(found: re.Match[str]) -> timedelta:
    return timedelta(hours=int(found[1]), minutes=int(found[2]))


def _moved(now: datetime, text: str) -> datetime:
    """The time after this line: never before `now`, on the next day where the clock starts anew."""
    found = CLOCK.match(text)
    if not found:
        return now
    then = now.replace(hour=0, minute=0) + _clock(found)
    if now - then >= JITTER:
        then += timedelta(days=1)
    return max(now, then)
