"""A Postgres that dies under whoever asks it something: they are told so, in our words, and all goes on without it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from structlog.testing import capture_logs

from parley.addresses import NotRunning
from parley.embedded.postgres import EmbeddedPostgres
from parley.importing.persistent import import_all
from parley.importing.transcript import read
from runtime.new_secrets import load_or_create
from runtime.settings import Settings
from tests.command.serving import person
from tests.parley.api import a_room, api, everything
from tests.query.client import Client
from tests.support.corpus import FILES
from tests.support.dying import Dying, dying
from tests.support.parley_process import free_port
from tests.support.said import NOWHERE, said

MOMENTS = (0, 8, 40)  # pieces of answers that are given before


@pytest.fixture
async def postgres(
    shared_postgres: EmbeddedPostgres, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Dying]:
    monkeypatch.setattr("events.log.append.GIVE_UP_AFTER", 0.5)
    async with dying(shared_postgres, database_url.partition("?")[0].rpartition("/")[2]) as postgres:
        yield postgres


@pytest.fixture
async def url(postgres: Dying, nats_live_url: str, tmp_path: Path) -> AsyncIterator[str]:
    async with api(postgres.url, nats_live_url, tmp_path) as url:
        yield url


async def answers(client: httpx.AsyncClient, path: str, status: int) -> None:
    async with asyncio.timeout(30):
        while (await client.get(path)).status_code != status:
            await asyncio.sleep(0.05)


async def test_every_route_says_that_postgres_died_and_goes_on_when_it_is_back(postgres: Dying, url: str) -> None:
    refused = 0
    async with httpx.AsyncClient(base_url=url, timeout=20) as client:
        for moment in MOMENTS:
            ann = await person(client, f"ann-{moment}")
            room = await a_room(ann)
            postgres.dies_after(moment)
            for route, answer in await everything(ann, room):
                assert answer.status_code < 500 or answer.status_code == 503, (moment, route, answer.text)
                if answer.status_code == 503:
                    refused += 1
                    assert answer.headers["content-type"] == "application/problem+json", route
                    assert answer.headers["retry-after"] == "1", route
                    assert "connection" not in answer.text, route
            postgres.dies_after(0)
            await answers(client, "/health/ready", 503)
            postgres.lives()
            await answers(client, "/health/ready", 200)
    assert refused > 30


async def test_a_live_client_hears_that_postgres_died_and_goes_on_when_it_is_back(postgres: Dying, url: str) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=20) as client, Client.open(url) as live:
        ann = await person(client, "ann")
        room = await a_room(ann)
        resume = [{"room": room, "epoch": live.hello["epoch"], "seq": 2}]
        connect = {"token": ann.headers["Authorization"].removeprefix("Bearer "), "resume": resume}
        postgres.dies_after(0)
        await live.say("connect", id=1, **connect)
        rejected = await live.heard("rejected")
        assert (rejected["id"], rejected["problem"]["status"], "room" in rejected) == (1, 503, False)
        postgres.lives()
        await live.say("connect", id=2, **connect)
        assert (await live.heard("ready"))["id"] == 2
        assert (await live.heard("followed"))["room"] == room
        for to in (room, uuid4()):  # one whose rules are in memory, and one that is to be read first
            postgres.dies_after(0)
            await live.say("command", type="send_message", room=to, command_id=uuid4(), data={"body": "Anybody?"})
            assert (await live.heard("rejected"))["problem"]["status"] == 503
            assert (await live.follow(UUID(room)))["problem"]["status"] == 503
            postgres.lives()
            await live.say("command", type="send_message", room=room, command_id=uuid4(), data={"body": "Here"})
            await live.heard("accepted")


@pytest.mark.parametrize("moment", [0, 4])
async def test_the_bus_cannot_be_verified_without_postgres_and_that_is_what_is_said(
    postgres: Dying, nats_url: str, tmp_path: Path, moment: int
) -> None:
    postgres.dies_after(moment)
    ended = await said(tmp_path, "bus", "verify", PARLEY_DATABASE_URL=postgres.url, PARLEY_NATS_URL=nats_url)
    assert ended == (1, "Postgres cannot be asked: it ended the connection before it had answered.")


@pytest.mark.parametrize("words", ["serve", "role api", "role projections", "migrate"])
async def test_what_begins_without_postgres_says_so(tmp_path: Path, words: str) -> None:
    load_or_create(tmp_path / "secrets", log_has_events=False)
    own = {"PARLEY_PORT": str(free_port()), "PARLEY_NATS_LIVE_URL": NOWHERE["PARLEY_NATS_URL"]}
    ended = await said(tmp_path, *words.split(), **NOWHERE, **own)
    assert ended == (1, "Postgres cannot be asked: it does not run there.")


async def test_a_migration_under_which_postgres_dies_ends_in_a_sentence(
    own_postgres: EmbeddedPostgres, tmp_path: Path
) -> None:
    async with dying(own_postgres, "parley") as empty:
        empty.dies_after(30)
        ended = await said(tmp_path, "migrate", PARLEY_DATABASE_URL=empty.url)
    assert ended == (1, "Postgres cannot be asked: it ended the connection before it had answered.")


async def test_an_import_says_what_it_waits_for_and_what_it_waited_for(
    postgres: Dying, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for patience in ("AT_FIRST", "LATER"):
        monkeypatch.setattr(f"parley.importing.persistent.{patience}", 0.5)
    load_or_create(tmp_path / "secrets", log_has_events=False)
    settings = Settings(data_dir=tmp_path, database_url=postgres.url, _env_file=None)  # type: ignore[call-arg]
    for moment in (0, 20):
        postgres.dies_after(moment)
        with capture_logs() as logs, pytest.raises(NotRunning, match="import again"):
            await import_all(settings, f"room {moment}", "", [read(FILES[0])], lambda *_: None)
        [why] = [line["why"] for line in logs if line["event"] == "postgres_away"]
        assert why in ("it ended the connection before it had answered", "what was appended is not answered")
        postgres.lives()
