"""What a scrape tells of live connections, and of whom the limits have refused."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from query.live.codes import Code
from query.live.form import MSGPACK
from tests.command.serving import Person, person
from tests.parley.api import a_room, api
from tests.query.client import Client
from tests.query.listener import listening
from tests.support.patience import PATIENCE

LIMITS = {"rate_sends": "9/3000", "rate_rooms": "1/3000", "rate_frames": "20/3000", "sockets_per_account": 3}
Samples = Mapping[tuple[str, str], float]


@pytest.fixture
async def url(database_url: str, nats_live_url: str, tmp_path: Path) -> AsyncIterator[str]:
    async with api(database_url, nats_live_url, tmp_path, **LIMITS) as address:
        yield address


@pytest.fixture
async def http(url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=url) as client:
        yield client


async def scraped(http: httpx.AsyncClient) -> Samples:
    """Each sample of the live side by its name and the value of its one label."""
    families = text_string_to_metric_families((await http.get("/metrics")).text)
    return {
        (sample.name.removeprefix("parley_"), next(iter(sample.labels.values()), "")): sample.value
        for family in families
        for sample in family.samples
        if family.name.startswith(("parley_live_", "parley_limited"))
    }


async def until(http: httpx.AsyncClient, name: str, label: str, value: float) -> Samples:
    async with asyncio.timeout(PATIENCE):
        while (found := await scraped(http))[name, label] != value:
            await asyncio.sleep(0.02)
    return found


def token(who: Person) -> str:
    return who.headers["Authorization"].removeprefix("Bearer ")


async def test_open_connections_are_counted_by_kind_and_ended_ones_by_code(http: httpx.AsyncClient, url: str) -> None:
    ann = await person(http, "ann")
    room = await a_room(ann)
    address = url.replace("http", "ws", 1) + "/v1/live"
    async with (
        Client.open(url) as one,
        connect(address, subprotocols=[Subprotocol(MSGPACK)], proxy=None),
        listening(url, f"/v1/rooms/{room}/stream", token(ann)) as stream,
    ):
        await one.say("connect", token=token(ann))
        await one.heard("ready")
        await stream.heard("followed")
        await one.say("follow", room=room)
        await one.heard("followed")
        found = await scraped(http)
        kinds = {kind: found["live_connections", kind] for kind in ("json", "msgpack", "sse")}
        assert kinds == {"json": 1, "msgpack": 1, "sse": 1}
        assert found["live_follows", ""] == 2
        assert sum(value for (name, _), value in found.items() if name == "live_closes_total") == 0
        async with Client.open(url) as stranger:
            await stranger.connection.send("hello")
            assert (await stranger.closed())[0] == Code.BAD_FRAME
        assert (await until(http, "live_closes_total", "4400", 1))["live_connections", "json"] == 1
        await one.connection.close(4999)
    found = await until(http, "live_closes_total", "1000", 1)
    found = await until(http, "live_closes_total", "none", 1)  # the stream, which was hung up
    assert found["live_closes_total", "other"] == 1
    assert found["live_follows", ""] == found["live_lagging_total", ""] == 0
    assert {code.value for code in Code} <= {int(label) for _, label in found if label.isdigit()}


async def test_what_a_limit_refuses_is_counted_by_limit(http: httpx.AsyncClient, url: str) -> None:
    ann = await person(http, "ann")
    room = await a_room(ann)
    assert (await ann.ask("POST", "/v1/rooms", {"name": "Another", "visibility": "public"})).status_code == 429
    for _ in range(11):
        await ann.ask("POST", f"/v1/rooms/{room}/messages", {"body": "Hello"})
    async with (
        Client.open(url) as one,
        listening(url, f"/v1/rooms/{room}/stream", token(ann)),
        listening(url, f"/v1/rooms/{room}/stream", token(ann)),
    ):
        await one.say("connect", token=token(ann))
        await one.heard("ready")
        async with listening(url, f"/v1/rooms/{room}/stream", token(ann)) as refused:
            assert refused.status == 429
        for _ in range(30):
            await one.say("pong")
        assert (await one.closed())[0] == Code.TOO_MANY
    found = await until(http, "live_closes_total", "4429", 1)
    limited = {label: value for (name, label), value in found.items() if name == "limited_total"}
    assert limited == {
        "sends": 2, "rooms": 1, "joins": 0, "sign_ins": 0, "registrations": 0,
        "frames": 1, "sockets_per_account": 1, "sockets_per_address": 0, "searches": 0,
    }  # fmt: skip
