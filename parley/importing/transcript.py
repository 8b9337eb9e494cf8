"""One IRC log file as read from the disk: its lines, and which of them answer which."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec import Struct

from parley.importing.irc import Ignored, IrcLine, parse

DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
ANSWER = re.compile(r"(\d+) (\d+)(?: -)?\s*")


class NotATranscript(Exception):
    """A sentence saying why a file cannot be imported."""


class Transcript(Struct, frozen=True):
    """`name` is the file's; `answers` leads from a line's number to the number of the line that it answers."""

    name: str
    lines: list[IrcLine]
    answers: dict[int, int]


def read(path: Path) -> Transcript:
    """Read a log and the hand-made reply links beside it; raises `NotATranscript`."""
    try:
        content = path.read_bytes()
        links = path.with_name(path.name.replace(".raw.", ".annotation."))
        annotated = links.read_text(errors="replace") if links != path and links.exists() else ""
    except OSError as error:
        raise NotATranscript(f"{path} cannot be read: {error.strerror}.") from error
    lines = list(parse(content, _day(path)))
    kinds = Counter(isinstance(line, Ignored) and line.why == "not IRC" for line in lines)
    if kinds[True] >= kinds[False]:
        raise NotATranscript(f"{path} is not an IRC log: lines like `[12:30] <nick> text` are expected.")
    if lines[-1].at > datetime.now(UTC):
        raise NotATranscript(f"{path} ends in the future, by the day in its name and its clock.")
    return Transcript(path.name, lines, answers(annotated))


def answers(annotated: str) -> dict[int, int]:
    """The nearest earlier line that each line answers, from `A B -`: line B answers line A."""
    found: dict[int, int] = {}
    for link in filter(None, map(ANSWER.fullmatch, annotated.splitlines())):
        earlier, later = sorted((int(link[1]), int(link[2])))
        if earlier < later:  # a line that answers itself starts a conversation
            found[later] = max(earlier, found.get(later, earlier))
    return found


def _day(path: Path) -> date:
    found = DAY.search(path.name)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if not day:
        raise NotATranscript(f"{path} does not say its day: a date like 2004-11-15 is expected in the file's name.")
    return day
