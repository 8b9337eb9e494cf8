"""The ten real days of `#ubuntu` that tests run on, and a transcript read as plainly as can be: not with our parser."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec import Struct

DEV = Path(__file__).parents[1] / "data" / "ubuntu-irc" / "dev"
FILES = sorted(DEV.glob("*.raw.txt"))


class Told(Struct, frozen=True):
    """What one line says; `kind` is said, joined, left or renamed, `text` the words or the new name."""

    file: str
    number: int
    kind: str
    nick: str
    at: datetime
    text: str = ""


def told(path: Path) -> list[Told]:
    """Every line that a room's history must show."""
    found = []
    day = datetime.combine(date.fromisoformat(path.name[:10]), datetime.min.time(), UTC)
    hour, minute = next(clock for line in _lines(path) if (clock := _clock(line)))
    for number, line in enumerate(_lines(path)):
        clock = _clock(line)
        if clock and clock < (hour, minute):
            day += timedelta(days=1)
        hour, minute = clock or (hour, minute)
        at = day + timedelta(hours=hour, minutes=minute)
        if says := re.match(r"\[..:..\] <(.*?)>(.*)", line):
            found.append(Told(path.name, number, "said", _nick(says[1]), at, says[2].removeprefix(" ")))
        elif line.startswith("=== ") and re.search(r"\]  ?has joined #", line):
            found.append(Told(path.name, number, "joined", _nick(line[4:].rsplit(" [", 1)[0]), at))
        elif line.startswith("=== ") and re.search(r"\]  ?has left #", line):
            found.append(Told(path.name, number, "left", _nick(line[4:].split("has left")[0].rsplit(" [", 1)[0]), at))
        elif line.startswith("=== ") and " is now known as " in line:
            old, new = line[4:].split(" is now known as ")
            found.append(Told(path.name, number, "renamed", _nick(old), at, _nick(new)))
    return found


def links(path: Path) -> dict[int, int]:
    """The nearest earlier line that each line answers."""
    pairs = [line.split() for line in path.with_name(path.name.replace("raw", "annotation")).read_text().splitlines()]
    nearest: dict[int, int] = {}
    for earlier, later in sorted((int(a), int(b)) for a, b, _ in pairs):
        if earlier != later:
            nearest[later] = earlier
    return nearest


def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode(errors="replace").removesuffix("\n").split("\n")


def _clock(line: str) -> tuple[int, int] | None:
    return (int(line[1:3]), int(line[4:6])) if re.match(r"\[\d\d:\d\d\] ", line) else None


def _nick(text: str) -> str:
    return text.replace(" ", "")
