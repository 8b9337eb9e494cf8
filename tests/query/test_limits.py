"""How many connections an account and an address may have, and how many frames may come on one."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

import pytest

from events.room import History, Visibility
from query.live.limits import Limits
from runtime.rates import Quota
from tests.query.client import Client
from tests.query.house import House, house
from tests.query.inside import nobody_left
from tests.query.listener import listening, of_room
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE
from tests.support.raw import PING, TEXT, Raw, frame, raw

MOST, FRAMES = 3, 40
LIMITS = Limits(sockets_per_account=MOST, sockets_per_address=MOST + 2, frames=Quota(FRAMES, 4_000_000))


@pytest.fixture
async def home(kept: OpenLog, database_url: str, nats_live_url: str) -> AsyncIterator[House]:
    async with house(kept, database_url, nats_live_url, limits=LIMITS) as opened:
        yield opened


@asynccontextmanager
async def flooded(home: House, bytes_sent: bytes) -> AsyncIterator[Raw]:
    """A connection on which all this comes at once."""
    async with raw(home.url) as (_, connection):
        await connection.heard("hello")
        connection.send(bytes_sent)
        yield connection


async def test_an_account_has_so_many_connections_and_another_when_one_is_over(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    async with AsyncExitStack() as open_ones:
        opened = [await open_ones.enter_async_context(home.connected(ann)) for _ in range(MOST)]
        await opened[0].say("connect", token=home.token(ann))  # renewed: no connection more
        await opened[0].heard("ready")
        async with Client.open(home.url) as one_more:
            await one_more.say("connect", token=home.token(ann))
            goodbye = await one_more.heard("goodbye")
            assert (goodbye["code"], goodbye["retry"]) == (4429, True)
            assert await one_more.closed() == (4429, "too many connections of this account")
        async with home.connected(ben):
            pass
        await opened[0].connection.close()
        await counted(home, MOST - 1)
        async with home.connected(ann):
            pass
    await nobody_left(home)
    assert home.gateway.admitted.accounts._counts == home.gateway.admitted.addresses._counts == {}


async def test_an_address_has_so_many_connections(home: House) -> None:
    async with AsyncExitStack() as open_ones:
        for _ in range(MOST + 2):
            await open_ones.enter_async_context(Client.open(home.url))
        async with raw(home.url) as (status, _):
            assert status.split()[1] == "429"
        async with raw(home.url, "X-Forwarded-For: 192.0.2.7\r\n") as (status, connection):  # of a proxy we trust
            assert status.split()[1] == "101"
            await connection.heard("hello")


async def test_event_streams_count_too(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=(Visibility.PRIVATE, History.ALL))
    path = f"/v1/rooms/{room}/stream"
    async with AsyncExitStack() as open_ones:
        for _ in range(MOST - 1):
            await open_ones.enter_async_context(of_room(home, ann, room))
        await open_ones.enter_async_context(home.connected(ann))
        async with listening(home.url, path, home.token(ann)) as one_more:
            assert (one_more.status, one_more.headers["retry-after"]) == (429, "10")
        await open_ones.enter_async_context(of_room(home, ben, room))
        await open_ones.enter_async_context(home.connected(ben))
        async with listening(home.url, path, home.token(ben)) as one_more:
            assert one_more.status == 429


async def counted(home: House, connections: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while len(home.gateway.wheel.connections) != connections:
            await asyncio.sleep(0.01)


FLOODS = {
    "pings": frame(PING, b"x") * 10_000,
    "empty pings": frame(PING, b"") * 10_000,
    "fragments": frame(TEXT, b"", fin=False) + frame(0x0, b"x", fin=False) * 100_000,
    "empty fragments": frame(TEXT, b"", fin=False) + frame(0x0, b"", fin=False) * 100_000,
}


@pytest.mark.parametrize("what", FLOODS)
async def test_a_flood_ends_the_connection_before_it_says_who_it_is(home: House, what: str) -> None:
    async with flooded(home, FLOODS[what]) as connection:
        assert await connection.closed() == 4429
    await nobody_left(home)


FRAMES_OF_OURS = {
    "unknown frames": {"frame": "dance"},
    "pongs": {"frame": "pong"},
    "follows": {"frame": "follow", "room": str(uuid4())},
    "commands": {"frame": "command", "command_id": str(uuid4()), "room": str(uuid4()), "type": "dance", "data": {}},
}


@pytest.mark.parametrize("what", FRAMES_OF_OURS)
async def test_a_flood_of_somebody_known_ends_the_connection(home: House, what: str) -> None:
    connect = {"frame": "connect", "token": home.token(await home.person("ann"))}
    one = frame(TEXT, json.dumps(FRAMES_OF_OURS[what]).encode())
    async with flooded(home, frame(TEXT, json.dumps(connect).encode()) + one * 10_000) as connection:
        assert await connection.closed() == 4429
    await nobody_left(home)


async def test_who_sends_no_more_than_he_may_is_served(home: House) -> None:
    ann = await home.person("ann")
    async with home.connected(ann) as client:
        for _ in range(FRAMES - 1):
            await client.say("pong")
        assert await client.silent()
        await client.say("pong")
        assert (await client.closed())[0] == 4429
