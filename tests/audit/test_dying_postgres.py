"""A Postgres that dies under a command: its end is a sentence of ours and an exit code."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from parley.embedded.postgres import EmbeddedPostgres
from tests.audit.conftest import Auditor
from tests.support.dying import Dying, dying

COMMANDS = ("projections", "projections verify", "projections parked", "log verify", "replay --open", "epoch")


@pytest.fixture
async def postgres(
    parley: Auditor, shared_postgres: EmbeddedPostgres, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Dying]:
    async with dying(shared_postgres, database_url.partition("?")[0].rpartition("/")[2]) as postgres:
        monkeypatch.setenv("PARLEY_DATABASE_URL", postgres.url)
        yield postgres


async def is_told_in_a_sentence(postgres: Dying, parley: Auditor, *words: str | Path) -> None:
    """At the beginning, soon after it and in the middle."""
    before = postgres.answered
    await parley(*words)
    answered = postgres.answered - before
    for moment in (0, 1, answered // 4, answered // 2):
        postgres.dies_after(moment)
        answer = await parley(*words)
        postgres.lives()
        said = "Postgres cannot be asked: it ended the connection before it had answered.\n"
        assert (moment, answer.code, answer.err) == (moment, 1, said)


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_says_that_postgres_died(postgres: Dying, parley: Auditor, kitchen: UUID, command: str) -> None:
    await is_told_in_a_sentence(postgres, parley, *command.split())


async def test_an_export_under_which_postgres_died_leaves_no_file(
    postgres: Dying, parley: Auditor, kitchen: UUID, tmp_path: Path
) -> None:
    (place := tmp_path / "exports").mkdir()
    await is_told_in_a_sentence(postgres, parley, "export", place / "log.jsonl", "--force")
    assert [path.name for path in place.iterdir()] == ["log.jsonl"]  # of the one that went well
