"""A server that ends answers what it has begun, lets nobody in, and says when to come back."""

import asyncio
from uuid import uuid4

import pytest
from websockets.exceptions import InvalidStatus

from events.wire.client import CommandFrame
from events.wire.server import Accepted, Rejected
from runtime.tokens import Claims
from tests.query.client import Client
from tests.query.house import PUBLIC, House


async def test_a_command_under_way_is_answered_before_the_goodbye(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    begun, may_end, execute = asyncio.Event(), asyncio.Event(), home.gateway.execute

    async def slowly(claims: Claims, frame: CommandFrame) -> Accepted | Rejected:
        begun.set()
        await may_end.wait()
        return await execute(claims, frame)

    home.gateway.execute = slowly
    async with home.connected(ann) as busy, home.connected(ann) as idle:
        said = {"type": "send_message", "room": room, "data": {"body": "on the way"}}
        await busy.say("command", command_id=uuid4(), id="begun", **said)
        await begun.wait()
        home.gateway.drain()
        assert (await idle.heard("goodbye"))["retry"]
        assert (await idle.closed())[0] == 1012
        await busy.say("command", command_id=uuid4(), id="too late", **said)
        may_end.set()
        assert (await busy.heard("accepted"))["id"] == "begun"
        goodbye = await busy.heard("goodbye")
        assert (goodbye["code"], goodbye["retry"]) == (1012, True)
        assert (await busy.closed())[0] == 1012


async def test_nobody_is_let_in_any_more(home: House) -> None:
    home.gateway.drain()
    with pytest.raises(InvalidStatus) as refused:
        async with Client.open(home.url):
            pass
    assert refused.value.response.status_code == 503
    assert refused.value.response.headers["retry-after"] == "1"


async def test_the_more_there_are_the_longer_they_are_to_spread_their_return(home: House) -> None:
    ann = await home.person("ann")
    async with home.connected(ann) as one, home.connected(ann) as two, home.connected(ann) as three:
        home.gateway.drain()
        for client in (one, two, three):
            assert (await client.heard("goodbye"))["after_ms"] == [100, 1006]
