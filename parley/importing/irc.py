"""What the lines of an IRC log say. Pure: bytes in, lines out; nothing it is given makes it fail."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from parley.importing.clock import TIME, Clock

# Some archives put a space behind every `]`; a nick itself has none.
NICK = r"\S+(?:(?<=\]) \S*)*"
SAID = re.compile(rf"{TIME} <(?P<nick>{NICK})>(?: (?P<text>.*))?", re.DOTALL)
ACTED = re.compile(rf"{TIME}  ?\* ")
JOINED = re.compile(rf"=== ({NICK}) +\[.*\] +has joined (?:[#&]\S*)\s*")
LEFT = re.compile(rf"=== ({NICK}) +\[.*\] +has left (?:[#&]\S*)(?:\s.*)?", re.DOTALL)
RENAMED = re.compile(rf"=== ({NICK}) +is now known as ({NICK})\s*")


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
    """Every line of a log of that day, in order; NUL, and what is not UTF-8, become U+FFFD.

    Only a newline ends a line. Lines without a time of their own have that of the line before.
    """
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if not lines[-1]:
        lines.pop()
    texts = [line.removesuffix(b"\r").decode(errors="replace").replace("\0", "\ufffd") for line in lines]
    clock = Clock(day, texts)
    for number, text in enumerate(texts):
        yield _line(number, clock.read(text), text)


def _line(number: int, at: datetime, text: str) -> IrcLine:
    if found := SAID.fullmatch(text):
        return Said(number, at, _nick(found["nick"]), found["text"] or "")
    if found := JOINED.fullmatch(text):
        return Joined(number, at, _nick(found[1]))
    if found := LEFT.fullmatch(text):
        return Left(number, at, _nick(found[1]))
    if found := RENAMED.fullmatch(text):
        return Renamed(number, at, _nick(found[1]), _nick(found[2]))
    if ACTED.match(text):
        return Ignored(number, at, "actions (/me)")
    return Ignored(number, at, "other system lines" if text.startswith("=== ") else "not IRC")


def _nick(text: str) -> str:
    return text.replace(" ", "")
