"""`parley export`: a file that is whole or not there."""

import asyncio
import gzip
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from events.room import MemberRemoved, Role
from parley.audit import file
from parley.audit.file import Unfinished
from parley.terminal.output import CannotWrite
from tests.audit.conftest import Auditor
from tests.audit.people import ANN, BEN
from tests.support.logs import OpenLog

EXAMPLE = Path(__file__).parents[2] / "examples" / "leaf_hashes.py"


async def checked(path: Path) -> tuple[int, str]:
    """What a Python without our packages says of an export."""
    command = [sys.executable, "-I", "-S", str(EXAMPLE), str(path)]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, _ = await process.communicate()
    return process.returncode or 0, out.decode()


def in_it(folder: Path) -> set[Path]:
    return set(folder.iterdir())


async def test_a_file_holds_what_a_replay_prints(parley: Auditor, kitchen: UUID, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    answer = await parley("export", path)
    assert answer.code == 0
    assert path.read_text() == (await parley("replay", "--json")).out
    assert "9 events from " in answer.out
    assert answer.lines[1] == f"SHA-256 {sha256(path.read_bytes()).hexdigest()}"
    assert path.stat().st_mode & 0o777 == 0o600


async def test_the_same_events_make_the_same_compressed_file(parley: Auditor, kitchen: UUID, tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl.gz", tmp_path / "other.jsonl.gz"
    for path in (one, other):
        answer = await parley("export", path, "--room", kitchen, "--from", 4, "--until", 8, "--open")
        assert f"5 events of the room {kitchen} from " in answer.out
        assert answer.lines[1] == f"SHA-256 {sha256(path.read_bytes()).hexdigest()}"
    assert one.read_bytes() == other.read_bytes()
    printed = await parley("replay", "--room", kitchen, "--from", 4, "--until", 8, "--open", "--json")
    assert gzip.decompress(one.read_bytes()).decode() == printed.out
    assert "my secret" in printed.out


async def test_an_auditor_can_compute_every_leaf_hash_with_nothing_of_ours(
    parley: Auditor, kept: OpenLog, kitchen: UUID, tmp_path: Path
) -> None:
    await kept.say(kitchen, ANN, "Grüße, мир, 世界 🎉")
    await kept.accepted(kitchen, MemberRemoved(account_id=BEN, role=Role.MEMBER), actor=ANN)
    for path in (tmp_path / "sealed.jsonl", tmp_path / "opened.jsonl.gz"):
        await parley("export", path, *(["--open"] if path.suffix == ".gz" else []))
        assert await checked(path) == (0, "11 events have the hashes they must have.\n")
    forged = tmp_path / "forged.jsonl"
    forged.write_text((tmp_path / "sealed.jsonl").read_text().replace("message_edited", "message_sent"))
    assert (await checked(forged))[0] == 1


async def test_a_file_that_is_there_is_replaced_only_by_force(parley: Auditor, kitchen: UUID, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("precious")
    answer = await parley("export", path)
    assert (answer.code, answer.err) == (2, f"{path} is there already; see --force.\n")
    assert path.read_text() == "precious"
    assert (await parley("export", path, "--force")).code == 0
    assert len(path.read_text().splitlines()) == 9


@pytest.mark.parametrize(
    ("where", "code", "sentence"),
    [
        (".", 2, "is a folder."),
        ("no/such/folder/log", 1, "No such file or directory."),
        ("l" * 300, 1, "cannot be written: File name too long."),
    ],
)
async def test_where_no_file_can_be_it_says_so(
    parley: Auditor, kitchen: UUID, tmp_path: Path, where: str, code: int, sentence: str
) -> None:
    answer = await parley("export", tmp_path / where)
    assert (answer.code, answer.out) == (code, "")
    assert sentence in answer.err
    assert answer.err.count("\n") == 1


async def test_what_is_no_file_is_not_replaced_even_by_force(parley: Auditor, kitchen: UUID, tmp_path: Path) -> None:
    os.mkfifo(path := tmp_path / "pipe")
    answer = await parley("export", path, "--force")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"{path} is no file")
    assert path.is_fifo()


async def test_what_makes_no_sense_leaves_no_file(parley: Auditor, kitchen: UUID, tmp_path: Path) -> None:
    before = in_it(tmp_path)
    assert (await parley("export", tmp_path / "log.jsonl", "--until", "yesterday")).code == 2
    assert in_it(tmp_path) == before


def test_half_a_file_is_never_there(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    unfinished = Unfinished(path, force=False)
    unfinished.write(["half"])
    assert not path.exists()
    unfinished.discard()
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_a_sentence() -> None:
    with pytest.raises(CannotWrite, match="No space left on device"), file._failing(Path("log")):
        Path("/dev/full").write_text("x")
