"""What the documents name is there: files, commands of Parley, targets of make, and where their links lead."""

import re
import shlex
from contextlib import suppress
from pathlib import Path

import pytest
from cyclopts import CoercionError, MissingArgumentError

from parley.cli import app
from tests.journeys.documents import DOCUMENTS, ROOT, prose, spans

each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
A_PATH = re.compile(r"\.?[\w-]+(/[\w.-]+)*/?(\.\w+)?")
SOURCES = (".py", ".md", ".sql", ".toml", ".yml", ".example")
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


@each_document
def test_every_file_that_is_named_is_there(path: Path) -> None:
    beside = {place.name for place in ROOT.iterdir()}
    for span in spans(path):
        named = re.split(r"[^/]*[<{*…]", span)[0]  # up to the first placeholder
        ours = named.endswith(SOURCES) or ("/" in named and named.split("/")[0] in beside)
        if ours and A_PATH.fullmatch(named):
            assert (ROOT / named).exists() or (path.parent / named).exists(), span


@each_document
def test_every_command_that_is_named_is_one(path: Path) -> None:
    for span in spans(path):
        word, *words = shlex.split(span) if span.startswith(("parley ", "make ")) else [""]
        if word == "parley" and words[0].isalpha():
            with suppress(CoercionError, MissingArgumentError):  # KEY stands for a key, and is none
                app.parse_args([each for each in words if each != "…"], exit_on_error=False, print_error=False)
        elif word == "make":
            assert words[0] in TARGET.findall((ROOT / "Makefile").read_text()), span


@each_document
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(prose(path)):
        file, _, heading = target.partition("#")
        if ":" not in file:
            found = (path.parent / file).resolve() if file else path
            assert found.exists(), target
            assert found.is_relative_to(ROOT), target
            assert not heading or heading in map(slug, HEADING.findall(prose(found))), target


def slug(heading: str) -> str:
    """A heading's anchor, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
