"""What stands in the project's documents: what can be run, what is said not to be, and what is named."""

import re
from pathlib import Path
from textwrap import dedent

from msgspec import Struct

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Stands before a block, or before a table and names commands in it.
NOT_TESTED = re.compile(r"<!-- not tested(?P<commands>(?: `[^`]+`,?)*): \S.* -->")
SPAN = re.compile(r"`([^`]+)`")


class Step(Struct, frozen=True):
    """A block, or a command of a table's first column; of a `language`: sh, python, table, or one nobody runs."""

    line: int
    language: str
    text: str


class Document(Struct, frozen=True):
    """What is to be run, in the document's order; what is excused; and the lines of excuses that excuse nothing."""

    steps: list[Step]
    excused: list[Step]
    idle: list[int]


def read(path: Path) -> Document:
    """Take a document apart, line by line."""
    found = Document([], [], [])
    excuses: dict[str, int] = {}  # by command, a block's by the empty text
    fence: list[str] | None = None
    opened = 0
    language = ""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if fence is not None:
            if line.strip() != "```":
                fence.append(line)
                continue
            _add(found, Step(opened, language, dedent("\n".join(fence))), excuses, "")
            fence = None
        elif line.lstrip().startswith("```"):
            fence, opened, language = [], number, line.strip("` ")
            continue
        elif excuse := NOT_TESTED.fullmatch(line.strip()):
            excuses |= dict.fromkeys(SPAN.findall(excuse["commands"]) or [""], number)
            continue
        elif line.startswith("| "):
            found.idle.extend(number for excused, number in excuses.items() if not excused)
            for command in SPAN.findall(line.split(" | ")[0]):
                if command.startswith("parley "):
                    _add(found, Step(number, "table", command), excuses, command)
            continue
        elif not line.strip():
            continue
        found.idle.extend(excuses.values())
        excuses.clear()
    found.idle.extend(excuses.values())
    return found


def prose(path: Path) -> str:
    """A document without its blocks."""
    return re.sub(r"^ *```.*?^ *```$", "", path.read_text(), flags=re.MULTILINE | re.DOTALL)


def spans(path: Path) -> list[str]:
    """What stands between backticks, each on one line."""
    return [" ".join(found.split()) for found in SPAN.findall(prose(path))]


def _add(found: Document, step: Step, excuses: dict[str, int], excuse: str) -> None:
    (found.steps if excuses.pop(excuse, None) is None else found.excused).append(step)
