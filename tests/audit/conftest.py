"""Parley's commands as an auditor calls them, and a room to look at."""

import asyncio
from pathlib import Path
from uuid import UUID

import pytest
from msgspec import Struct

from events.account import AccountRegistered
from events.keyring import Keyring
from events.log.log import Log
from events.room import MessageDeleted, MessageEdited
from parley.cli import app
from runtime.new_secrets import load_or_create
from tests.audit.people import ANN, BEN
from tests.support.logs import OpenLog


class Answer(Struct, frozen=True):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Auditor:
    """Calls commands in this process; its secrets folder holds the keys of `kept`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    async def __call__(self, *words: str | int | UUID | Path) -> Answer:
        self._capsys.readouterr()
        try:
            await asyncio.to_thread(app, [str(word) for word in words], result_action="return_value")
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        said = self._capsys.readouterr()
        return Answer(code, said.out, said.err)


@pytest.fixture
def parley(
    database_url: str,
    kept: OpenLog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Auditor:
    monkeypatch.setenv("PARLEY_DATABASE_URL", database_url)
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path))
    keys = load_or_create(tmp_path / "secrets", log_has_events=False)
    kept.keyring = Keyring(kept.pool, keys.keks, keys.current_kek)
    kept.log = Log(kept.pool, kept.appender, kept.keyring)
    return Auditor(capsys)


@pytest.fixture
async def kitchen(kept: OpenLog, parley: Auditor) -> UUID:
    """Nine events: two accounts, a room with both of them, words, other words in their place, and a deletion."""
    for person, name in ((ANN, "Ann"), (BEN, "Ben")):
        await kept.accepted(person, AccountRegistered(username=name.lower(), display_name=name), actor=person)
    room = await kept.room(ANN, BEN)
    tea = await kept.say(room, ANN, "Tea is **ready**")
    secret = await kept.say(room, BEN, "my secret")
    await kept.accepted(room, MessageEdited(message_id=tea, body="Tea was ready"), actor=ANN)
    await kept.accepted(room, MessageDeleted(message_id=secret), actor=BEN)
    return room
