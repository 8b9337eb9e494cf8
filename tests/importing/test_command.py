"""`parley import` as somebody runs it at a terminal, and as somebody kills it."""

import asyncio
import random
from pathlib import Path

import pytest

from events.keyring import Keyring
from events.log.read import head
from runtime.postgres import Pool
from tests.support.corpus import FILES
from tests.support.retold import answered, answered_as_written, as_written, retold, whole
from tests.support.terminal import Terminal

KILLS = 3
EVENTS = 4600  # about as many as the files below make


@pytest.fixture
def terminal(database_url: str, tmp_path: Path) -> Terminal:
    return Terminal(database_url, tmp_path / "data")


async def test_killed_at_any_moment_and_started_again_it_makes_nothing_twice(terminal: Terminal, pool: Pool) -> None:
    words: tuple[str | Path, ...] = ("import", "irc", *FILES[:3], "--room", "ubuntu")
    for _ in range(KILLS):
        process = terminal.start(*words)
        moment = random.randint((await head(pool)).position, EVENTS)
        while process.poll() is None and (await head(pool)).position < moment:
            await asyncio.sleep(0)
        process.kill()
        process.communicate()
    code, out, err = await terminal.run(*words)
    assert (code, err) == (0, "")
    assert "3,750 lines are in the room ubuntu" in out
    log = await whole(pool, Keyring(pool, terminal.keys.keks, terminal.keys.current_kek))
    assert retold(log) == as_written(FILES[:3])
    assert answered(log) == answered_as_written(FILES[:3])


async def test_it_says_what_it_found_and_what_it_left_out(terminal: Terminal) -> None:
    code, out, err = await terminal.run("import", "irc", FILES[2], "--room", "ubuntu")
    assert (code, err) == (0, "")
    assert "1,033 messages, 175 replies, 170 joins, 17 parts, 15 renames" in out
    assert "1 of the messages had no word" in out
    assert "left out: 15 other system lines" in out
    assert "commands were new" in out


async def test_the_demo_may_be_asked_for_again_and_again(terminal: Terminal) -> None:
    first = await terminal.run("demo")
    assert first[0] == 0, first
    again = await terminal.run("demo")
    assert again[0] == 0, again
    assert again[1].count("\n  0 of ") == 3


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("2004-11-15.txt", None, "cannot be read: No such file or directory."),
        ("no-day.txt", b"[12:00] <a> hi", "does not say its day"),
        ("2004-13-40.txt", b"[12:00] <a> hi", "does not say its day"),
        ("2999-01-01.txt", b"[12:00] <a> hi", "ends in the future"),
        ("2004-11-15.txt", b"PNG\x00\x01\n\xff" * 30, "is not an IRC log"),
        ("2004-11-15.txt", b"", "is not an IRC log"),
    ],
)
async def test_a_file_that_is_no_transcript_is_refused_with_a_sentence(
    terminal: Terminal, tmp_path: Path, name: str, content: bytes | None, complaint: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    code, out, err = await terminal.run("import", "irc", file, "--room", "ubuntu")
    assert (code, out) == (2, "")
    assert err.startswith(str(file))
    assert complaint in err
    assert err.count("\n") == 1


async def test_a_name_no_room_can_have_is_refused_with_a_sentence(terminal: Terminal) -> None:
    code, _, err = await terminal.run("import", "irc", FILES[0], "--room", "x" * 81)
    said = "A room's name has 1 to 80 characters on one line; some can be seen, none hides or turns others.\n"
    assert (code, err) == (2, said)
