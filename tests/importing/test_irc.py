"""What is read from the lines of an IRC log."""

from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.importing.irc import Ignored, IrcLine, Joined, Left, Renamed, Said, parse
from tests.support.corpus import FILES, Told, told

DAY = date(2004, 11, 15)


def at(hour: int, minute: int, day: int = 15) -> datetime:
    return datetime(2004, 11, day, hour, minute, tzinfo=UTC)


def read(*lines: bytes) -> list[IrcLine]:
    return list(parse(b"\n".join(lines), DAY))


def test_a_message_has_its_author_its_time_and_its_words() -> None:
    assert read(b"[12:18] <|trey|> usual, quite stable though  :)") == [
        Said(0, at(12, 18), "|trey|", "usual, quite stable though  :)")
    ]


def test_comings_goings_and_renames_are_told_by_system_lines() -> None:
    assert read(
        b"[12:18] <a> hi",
        b"=== tuxx [~tuxx@0x50a5a424.kd4nxx17.adsl-dhcp.tele.dk]  has joined #ubuntu",
        b'=== DAC1138 [~dave@24-56-174-97.co.warpdriveonline.com]  has left #ubuntu [""Buy.]',
        b"=== usual is now known as ubuntor",
    )[1:] == [
        Joined(1, at(12, 18), "tuxx"),
        Left(2, at(12, 18), "DAC1138"),
        Renamed(3, at(12, 18), "usual", "ubuntor"),
    ]


def test_the_space_that_archives_put_behind_a_bracket_is_no_part_of_a_nick() -> None:
    assert read(
        b"[12:18] <[set] > hi",
        b"=== [francof]  [~kvirc@adsl-29-78.37-151.net24.it]  has joined #ubuntu",
        b"=== [cc] smart [n=[cc] smar@gw.ptr-62-65-142-223.customer.ch.netstream.com]  has left #ubuntu []",
        b"=== server_ is now known as Bart] ",
    ) == [
        Said(0, at(12, 18), "[set]", "hi"),
        Joined(1, at(12, 18), "[francof]"),
        Left(2, at(12, 18), "[cc]smart"),
        Renamed(3, at(12, 18), "server_", "Bart]"),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"=== ogra thinks MrBurns is a good name", "other system lines"),
        (b"=== bob2 is now known as the man", "other system lines"),
        (b"[10:00]  * mrglinux prefer go on debian", "actions (/me)"),
        (b"once upon a time", "not IRC"),
        (b"[25:99] <a> at no time", "not IRC"),
        (b"[24:00] <a> hi", "not IRC"),
        (b"[12:60]  * a waves", "not IRC"),
        ("[1\u0662:34] <a> hi".encode(), "not IRC"),
    ],
)
def test_what_is_neither_talk_nor_coming_nor_going_is_counted_and_left(line: bytes, why: str) -> None:
    (left,) = read(line)
    assert isinstance(left, Ignored)
    assert left.why == why


def test_a_message_may_have_no_words() -> None:
    assert read(b"[12:15] <opteron>", b"[12:15] <pirate> ") == [
        Said(0, at(12, 15), "opteron", ""),
        Said(1, at(12, 15), "pirate", ""),
    ]


def test_nul_and_broken_utf_8_become_the_replacement_character() -> None:
    assert read(b"[12:15] <a> caf\xe9 \x00 \xff") == [Said(0, at(12, 15), "a", "caf\ufffd \ufffd \ufffd")]


def test_only_a_newline_ends_a_line() -> None:
    text = "tab\tform\x0cfeed\x85next\u2028line"
    assert read(f"[12:15] <a> {text}\r".encode()) == [Said(0, at(12, 15), "a", text)]


def test_past_midnight_it_is_the_next_day() -> None:
    times = [line.at for line in read(b"[23:59] <a> x", b"=== a is now known as b", b"[00:01] <b> y")]
    assert times == [at(23, 59), at(23, 59), at(0, 1, day=16)]


def test_a_clock_put_back_a_little_stands_still() -> None:
    assert [line.at for line in read(b"[10:05] <a> x", b"[10:04] <a> y")] == [at(10, 5), at(10, 5)]


@given(st.lists(st.binary(max_size=60) | st.binary(max_size=40).map(lambda b: b"[12:15] <a> " + b)))
def test_nothing_makes_it_fail_and_no_line_is_lost(lines: list[bytes]) -> None:
    content = b"\n".join([*lines, b""])
    parsed = list(parse(content, DAY))
    assert [line.number for line in parsed] == list(range(content.count(b"\n")))
    assert all(earlier.at <= later.at for earlier, later in pairwise(parsed))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:10])
def test_ten_real_days_are_read_whole(path: Path) -> None:
    day = date.fromisoformat(path.name[:10])
    found = [_plainly(path, line) for line in parse(path.read_bytes(), day) if not isinstance(line, Ignored)]
    assert found == told(path)


def _plainly(path: Path, line: Said | Joined | Left | Renamed) -> Told:
    text = line.text if isinstance(line, Said) else line.new if isinstance(line, Renamed) else ""
    return Told(path.name, line.number, type(line).__name__.lower(), line.nick, line.at, text)
