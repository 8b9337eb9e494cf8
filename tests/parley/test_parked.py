"""What an operator sees of a room that cannot be projected, and how they bring it back."""

import asyncio
import base64
import io
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stdout
from pathlib import Path
from uuid import uuid4

import pytest

from parley.cli import app
from projections.status import status
from projections.verify import verify
from runtime.postgres import Connection
from runtime.secrets import Secrets
from tests.projections.talk import connecting, core_running, eventually
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

FUNCTION = "create or replace function judge() returns trigger language plpgsql as $$ begin {what}; return new; end $$"
TRIGGER = "create trigger judge before insert on messages for each row execute function judge()"
REFUSING, WAITING, WELL = "raise 'not today'", "perform pg_advisory_xact_lock(42)", "null"
WAITS = "select exists (select from pg_locks where locktype = 'advisory' and not granted)"
PARLEY = (sys.executable, "-m", "parley")
SECRET = "my secret"


@pytest.fixture
def environment(database_url: str, secrets: Secrets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parley's commands work on this test's database; no server runs."""
    files = {"claim.key": base64.b64encode(secrets.claim_key)}
    files |= {f"kek.{kek_id}": base64.b64encode(kek) for kek_id, kek in secrets.keks.items()}
    files |= {f"signing.{key_id}": pem for key_id, pem in secrets.signing_keys.items()}
    for name, content in files.items():
        (tmp_path / name).touch(mode=0o600)
        (tmp_path / name).write_bytes(content)
    monkeypatch.setenv("PARLEY_DATABASE_URL", database_url)
    monkeypatch.setenv("PARLEY_SECRETS_DIR", str(tmp_path))


async def told(*words: str) -> tuple[int, str]:
    """Run one of Parley's commands here; its exit code and what it says."""

    def run() -> int:
        try:
            app(["projections", *words], result_action="return_value")
        except SystemExit as leaving:
            return int(str(leaving.code or 0))
        return 0

    with redirect_stdout(io.StringIO()) as said:
        return await asyncio.to_thread(run), said.getvalue()


@asynccontextmanager
async def judged(url: str, what: str) -> AsyncIterator[Connection]:
    """The database's owner, who has something done before every message is written."""
    owner = await connecting(url)()
    try:
        await owner.execute("set role none")
        await owner.execute(FUNCTION.format(what=what))
        await owner.execute(TRIGGER)
        yield owner
    finally:
        await owner.close()


@pytest.mark.usefixtures("environment")
async def test_a_parked_room_is_listed_shown_and_retried(kept: OpenLog, database_url: str) -> None:
    room = await kept.room(ann := uuid4())
    async with judged(database_url, REFUSING) as owner:
        async with core_running(kept, database_url) as part:
            await kept.say(room, ann, SECRET)
            await eventually(lambda: part.position == 3)
        code, listed = await told("parked", "--json")
        assert code == 0
        [one] = [json.loads(line) for line in listed.splitlines()]
        assert (one["projection"], one["key"], one["position"]) == ("history", str(room), 3)
        code, shown = await told("parked", str(room))
        line = shown.splitlines()[0]
        assert line.startswith(f"history {room} since ")
        assert line.endswith("event 3 (message_sent): RaiseError: not today")
        assert (code, f"actor {ann}" in shown, "history.py:" in shown, SECRET in shown) == (0, True, True, False)
        assert await told("parked", str(room), "--json") == (0, listed)
        assert await told("parked", str(ann)) == (1, f"{ann} is not parked.\n")
        assert await told("parked", str(ann), "--json") == (1, "")
        assert await told("retry", str(room)) == (1, line + "\n")
        await owner.execute(FUNCTION.format(what=WELL))
    assert await told("retry") == (0, f"history {room}: has all that it missed.\n")
    assert (await status(kept.pool))[0].parked == 0
    assert (await verify(connecting(database_url), kept.keyring)).equal


@pytest.mark.usefixtures("environment")
async def test_a_retry_that_is_killed_has_changed_nothing(kept: OpenLog, database_url: str) -> None:
    room = await kept.room(ann := uuid4())
    async with judged(database_url, REFUSING) as owner, core_running(kept, database_url) as part:
        await kept.say(room, ann, "hello")
        await eventually(lambda: part.position == 3)
        await owner.execute(FUNCTION.format(what=WAITING))
        await owner.execute("select pg_advisory_lock(42)")
        retrying = await asyncio.create_subprocess_exec(*PARLEY, "projections", "retry")
        async with asyncio.timeout(PATIENCE):
            while not await kept.pool.fetchval(WAITS):
                await asyncio.sleep(0.01)
        retrying.send_signal(signal.SIGKILL)
        await retrying.wait()
        await kept.say(room, ann, "still there?")
        await owner.execute(FUNCTION.format(what=WELL))
        await owner.execute("select pg_advisory_unlock(42)")
        await eventually(lambda: part.position == 4)
        assert (await status(kept.pool))[0].parked == 1
        assert (await told("retry"))[0] == 0
    assert (await verify(connecting(database_url), kept.keyring)).equal


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("words", [("parked", "none"), ("parked", "null"), ("parked", ""), ("retry", "None")])
async def test_only_an_id_names_what_is_parked(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert await told(*words) == (2, "")
    assert f'unable to convert "{words[1]}" into UUID' in capsys.readouterr().err
