"""`parley messages erase`, where there is nothing to erase."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from runtime.new_secrets import load_or_create
from tests.support.logs import OpenLog
from tests.support.said import said


@pytest.mark.parametrize(
    ("room", "message", "code", "why"),
    [
        ("here", "first", 2, "'first' is no id of a message"),
        ("elsewhere", str(UUID(int=7)), 2, "No room is called 'elsewhere'"),
        ("here", str(UUID(int=7)), 1, "There is no such message in this room."),
    ],
)
async def test_what_is_not_there_is_said(
    kept: OpenLog, database_url: str, tmp_path: Path, room: str, message: str, code: int, why: str
) -> None:
    load_or_create(tmp_path / "secrets", log_has_events=False)
    here = str(await kept.room(uuid4()))
    words = ("messages", "erase", here if room == "here" else room, message, "--yes")
    ended, out = await said(tmp_path, *words, PARLEY_DATABASE_URL=database_url)
    assert (ended, why in out) == (code, True), out
