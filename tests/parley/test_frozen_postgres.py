"""A Postgres that stands still keeps nobody waiting, and nothing has to be started again when it goes on."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from migrations.upgrade import upgrade
from parley.embedded.postgres import EmbeddedPostgres, address
from tests.command.serving import person
from tests.parley.api import a_room, api, everything
from tests.query.client import Client
from tests.support.frozen import frozen

LIMITS = ("parley.parts.ANSWER_WITHIN", "parley.parts.FREE_WITHIN", "runtime.impatient.STOPS_WITHIN")
# Left as they are until it stands still: the first append of all may take its time.
LIMITS_OF_APPENDS = (
    "events.log.append.ANSWER_WITHIN",
    "events.log.append.GIVE_UP_AFTER",
    "runtime.postgres.CONNECT_WITHIN",
)
StandingStill = Callable[[], AbstractContextManager[None]]


@pytest.fixture
async def url(
    own_postgres: EmbeddedPostgres, nats_live_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    """The role `api` on a Postgres of its own, as impatient as a test."""
    for limit in LIMITS:
        monkeypatch.setattr(limit, 1.0)
    database_url = address(own_postgres.folder)
    await upgrade(database_url)
    async with api(database_url, nats_live_url, tmp_path) as url:
        yield url


@pytest.fixture
def standing_still(own_postgres: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> StandingStill:
    @contextmanager
    def still() -> Iterator[None]:
        with monkeypatch.context() as limited, frozen(own_postgres):
            for limit in LIMITS_OF_APPENDS:
                limited.setattr(limit, 1.0)
            yield

    return still


@pytest.fixture
async def client(url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=url, timeout=20) as client:
        yield client


async def eventually(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await true():
            await asyncio.sleep(0.05)


async def test_every_route_says_in_time_that_postgres_stands_still(
    client: httpx.AsyncClient, standing_still: StandingStill
) -> None:
    ann = await person(client, "ann")
    room = await a_room(ann)
    with standing_still():
        for route, answer in await everything(ann, room):
            assert (route, answer.status_code) == (route, 503), answer.text
            assert answer.headers["content-type"] == "application/problem+json", route
            assert answer.headers["retry-after"] == "1", route
    ben = await person(client, "ben")  # what ann asked for may have been done after all: she was told to ask again
    room = await a_room(ben)
    assert (await ben.ask("POST", f"/v1/rooms/{room}/messages", {"body": "There you are"})).status_code == 201
    assert (await ben.ask("GET", f"/v1/rooms/{room}/events")).status_code == 200


async def test_a_process_lives_and_says_what_it_lacks_while_postgres_stands_still(
    client: httpx.AsyncClient, standing_still: StandingStill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parley.glance.PATIENCE", 0.5)
    monkeypatch.setattr("events.log.ended.STALE_AFTER", 1.0)
    ann = await person(client, "ann")

    async def ready() -> bool:
        return (await client.get("/health/ready")).is_success

    with standing_still():
        hanging = asyncio.create_task(client.post("/v1/sessions", json={"username": "ann", "password": "wrong"}))
        assert (await client.get("/health/live")).text == "ok"
        assert "parley_postgres_up 0.0" in (await client.get("/metrics")).text
        answer = await client.get("/health/ready")
        assert (answer.status_code, answer.json()["postgres"]) == (503, False)
        assert (await hanging).status_code == 503
        assert not await ready()
        assert (await client.get("/health/ready")).json()["ended_sessions"] is False
        assert (await ann.ask("GET", "/v1/rooms")).status_code == 503
    await eventually(ready)
    assert (await ann.ask("GET", "/v1/rooms")).status_code == 200


async def test_a_live_client_hears_in_time_that_postgres_stands_still(
    url: str, client: httpx.AsyncClient, standing_still: StandingStill
) -> None:
    ann = await person(client, "ann")
    room = await a_room(ann)
    token = ann.headers["Authorization"].removeprefix("Bearer ")
    async with Client.open(url) as live:
        await live.say("connect", token=token)
        await live.heard("ready")
        with standing_still():
            for to in (room, uuid4()):  # one whose rules are in memory, and one that is to be read first
                await live.say("command", type="send_message", room=to, command_id=uuid4(), data={"body": "Anybody?"})
                assert (await live.heard("rejected"))["problem"]["status"] == 503
            assert (await live.follow(UUID(room)))["problem"]["status"] == 503
        said = uuid4()
        await live.say("command", type="send_message", room=room, command_id=said, data={"body": "There you are"})
        await live.heard("accepted")
        assert (await live.follow(UUID(room)))["frame"] == "followed"
