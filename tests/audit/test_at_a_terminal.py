"""The commands in processes of their own: what pipes do to them, and how they end."""

import os
import sys
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from events.log.epoch import epochs
from events.room import MessageSent
from parley.terminal.output import written
from tests.support.logs import OpenLog
from tests.support.terminal import Terminal

ANN = UUID(int=1)


@pytest.fixture
def terminal(database_url: str, tmp_path: Path) -> Terminal:
    return Terminal(database_url, tmp_path / "data")


async def test_whoever_reads_no_further_hears_no_complaint(terminal: Terminal, kept: OpenLog) -> None:
    room = await kept.room(ANN)
    for _ in range(3):  # more than a pipe holds
        said = [MessageSent(message_id=uuid4(), body="on and on") for _ in range(500)]
        await kept.accepted(room, *said, actor=ANN)
    process = terminal.start("replay")
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline().split()[0] == "1"
    process.stdout.close()
    assert (process.wait(60), process.stderr.read()) == (0, "")
    process.stderr.close()


PRINTING = [
    ("replay",),
    ("log", "verify"),
    ("epoch",),
    ("epoch", "new", "--yes"),
    ("projections",),
    ("projections", "parked"),
    ("--help",),
]


@pytest.mark.parametrize("words", PRINTING, ids=" ".join)
async def test_an_output_without_room_is_said(terminal: Terminal, kept: OpenLog, words: tuple[str, ...]) -> None:
    await kept.room(ANN)
    before = await epochs(kept.pool)
    full = os.open("/dev/full", os.O_WRONLY)
    process = terminal.start(*words, stdout=full)
    os.close(full)
    assert process.wait(60) == 1
    assert process.stderr
    assert process.stderr.read() == "The output cannot be written: No space left on device.\n"
    process.stderr.close()
    assert await epochs(kept.pool) == before


UNREAD = [(("epoch",), 0), (("projections", "parked", str(ANN)), 1), (("--help",), 0)]


@pytest.mark.parametrize(("words", "code"), UNREAD)
async def test_what_nobody_reads_ends_quietly_and_as_it_would_have(
    terminal: Terminal, words: tuple[str, ...], code: int
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = terminal.start(*words, stdout=writing)
    os.close(writing)
    assert process.stderr
    assert (process.wait(60), process.stderr.read()) == (code, "")
    process.stderr.close()


def test_an_output_that_is_closed_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(SystemExit) as end, written():
        sys.stdout.write("lost")
    assert (end.value.code, capsys.readouterr().err) == (1, "The output cannot be written: it is closed.\n")
