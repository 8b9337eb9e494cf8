"""The documents in docs/contracts are those of this code, and nothing that others rely on is taken away unnoticed."""

import json
from pathlib import Path

import pytest

from parley.cli import app
from parley.contracts.files import broken, contents, stale, write

COMMITTED = Path(__file__).parents[2] / "docs/contracts"


def test_nothing_that_others_rely_on_is_broken() -> None:
    assert broken(COMMITTED) == []


def test_the_committed_documents_are_up_to_date() -> None:
    assert stale(COMMITTED) == [], "run `parley contracts write`"


def test_the_documents_are_made_anew_where_they_differ(tmp_path: Path) -> None:
    assert write(tmp_path) == len(contents())
    (tmp_path / "asyncapi.json").unlink()
    (tmp_path / "schemas/index.json").write_text("{}")
    assert stale(tmp_path) == ["asyncapi.json", "schemas/index.json"]
    assert write(tmp_path) == 2
    assert stale(tmp_path) == []


def told(tmp_path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    """What the command line ends with and says."""
    with pytest.raises(SystemExit) as ended:
        app(["contracts", "write", str(tmp_path), *more])
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out + said.err


def promised(folder: Path, name: str, field: str) -> None:
    """As if an earlier build had promised another field."""
    write(folder)
    path = folder / f"schemas/{name}.json"
    schema = json.loads(path.read_bytes())
    schema["properties"][field] = {"type": "string"}
    path.write_text(json.dumps(schema))


def test_what_would_break_a_client_is_not_written_by_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    promised(tmp_path, "server.hello", "motto")
    code, said = told(tmp_path, capsys)
    assert code == 1
    assert "server.hello.motto is gone" in said
    assert stale(tmp_path) == ["schemas/server.hello.json"]
    assert told(tmp_path, capsys, "--breaking")[0] == 0
    assert stale(tmp_path) == []


def test_what_is_stored_is_not_changed_even_on_purpose(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    promised(tmp_path, "stored.message_sent.v1", "colour")
    code, said = told(tmp_path, capsys, "--breaking")
    assert code == 1
    assert "stored.message_sent.v1 has changed: what is stored stays as it is" in said
