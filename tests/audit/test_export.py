"""`parley export`: a file that is whole or not there."""

import gzip
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from parley.audit import file
from parley.audit.file import Unfinished
from parley.audit.refusals import CannotWrite
from tests.audit.conftest import Auditor


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


async def test_a_file_that_is_there_is_replaced_only_by_force(parley: Auditor, kitchen: UUID, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("precious")
    answer = await parley("export", path)
    assert (answer.code, answer.err) == (2, f"{path} is there already; see --force.\n")
    assert path.read_text() == "precious"
    assert (await parley("export", path, "--force")).code == 0
    assert len(path.read_text().splitlines()) == 9


@pytest.mark.parametrize(
    ("where", "code", "sentence"), [(".", 2, "is a folder."), ("no/such/folder/log", 1, "No such file or directory.")]
)
async def test_where_no_file_can_be_it_says_so(
    parley: Auditor, kitchen: UUID, tmp_path: Path, where: str, code: int, sentence: str
) -> None:
    answer = await parley("export", tmp_path / where)
    assert (answer.code, answer.out) == (code, "")
    assert sentence in answer.err
    assert answer.err.count("\n") == 1


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
