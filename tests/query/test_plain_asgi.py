"""Under a server that frames WebSocket messages itself, a live connection is the same."""

from collections.abc import AsyncIterator
from uuid import uuid4

import msgspec
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from events.room import History, MemberRemoved, Role, Visibility
from query.live.form import MSGPACK
from query.live.limits import MAX_FRAME_BYTES
from tests.query.client import Client, seqs
from tests.query.house import House, house
from tests.support.logs import OpenLog


@pytest.fixture
async def plain(kept: OpenLog, database_url: str, nats_live_url: str) -> AsyncIterator[House]:
    async with house(kept, database_url, nats_live_url, ws="websockets-sansio") as opened:
        yield opened


async def test_people_follow_talk_and_are_removed(plain: House) -> None:
    ann, ben = await plain.person("ann"), await plain.person("ben")
    room = await plain.room(ann, ben, kind=(Visibility.PRIVATE, History.ALL))
    async with plain.connected(ann) as one, plain.connected(ben) as two:
        await one.follow(room, {"last": 10})
        assert seqs(await one.events(room, 3)) == [1, 2, 3]
        await two.follow(room)
        for number in range(20):
            data = {"body": f"{number} " * 10_000}
            await one.say("command", command_id=uuid4(), room=room, type="send_message", data=data, id=number)
        heard = [await one.next() for _ in range(40)]
        assert sorted(frame["id"] for frame in heard if frame["frame"] == "accepted") == list(range(20))
        assert seqs([frame for frame in heard if frame["frame"] == "event"]) == list(range(4, 24))
        assert seqs(await two.events(room, 20)) == list(range(4, 24))
        await plain.kept.accepted(room, MemberRemoved(account_id=ben, role=Role.MEMBER), actor=ann)
        assert seqs(await two.events(room, 1)) == [24]
        await two.heard("ended")
        assert seqs(await one.events(room, 1)) == [24]


async def test_what_is_wrong_ends_with_a_code(plain: House) -> None:
    async with Client.open(plain.url) as client:
        await client.connection.send("hello")
        assert (await client.closed())[0] == 4400
    async with Client.open(plain.url) as client:
        await client.connection.send(" " * (MAX_FRAME_BYTES + 1))
        assert (await client.closed())[0] == 1009
    async with Client.open(plain.url) as client:
        for connection in plain.gateway.wheel.connections:
            connection.shutdown()
        assert (await client.heard("goodbye"))["code"] == 1012
        assert (await client.closed())[0] == 1012
    async with Client.open(plain.url) as client:
        await client.connection.send(b"binary")
        assert (await client.closed())[0] == 1003


async def test_frames_are_packed_for_who_asks_for_it(plain: House) -> None:
    ann = await plain.person("ann")
    address = plain.url.replace("http", "ws", 1) + "/v1/live"
    async with connect(address, subprotocols=[Subprotocol(MSGPACK)], proxy=None) as live:
        assert msgspec.msgpack.decode(await live.recv(decode=False))["protocol"] == MSGPACK
        await live.send(msgspec.msgpack.encode({"frame": "connect", "token": plain.token(ann)}))
        assert msgspec.msgpack.decode(await live.recv(decode=False))["frame"] == "ready"
        await live.send('{"frame": "pong"}')
        with pytest.raises(ConnectionClosed):
            await live.recv()
        assert live.close_code == 1003
