"""However much a client says at once, little of it waits here: the rest waits in the network, and all is answered."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from query.live.connection import Connection
from query.live.in_flight import MAX_IN_FLIGHT
from query.live.request_queue import MAX_BYTES, MAX_WAITING
from tests.query.house import PUBLIC, House
from tests.support.patience import PATIENCE
from tests.support.raw import TEXT, Raw, frame, raw

JUDGING, APPENDING = "lock table streams in access exclusive mode", "lock table commands in access exclusive mode"


@asynccontextmanager
async def stopped(database_url: str, what: str) -> AsyncIterator[None]:
    """While the database does not do this."""
    owner = await asyncpg.connect(database_url)
    try:
        async with owner.transaction():
            await owner.execute(what)
            yield
    finally:
        await owner.close()


@asynccontextmanager
async def ann(home: House, headers: str = "") -> AsyncIterator[tuple[Raw, Connection]]:
    """Her connection, and what is at its other end."""
    account = await home.person("ann")
    async with raw(home.url, headers) as (_, connection):
        await connection.heard("hello")
        connection.say("connect", token=home.token(account))
        await connection.heard("ready")
        [served] = home.gateway.wheel.connections
        yield connection, served


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)


def said(**fields: Any) -> bytes:
    return frame(TEXT, json.dumps(fields, default=str).encode())


async def test_so_many_frames_wait_and_no_more(home: House, database_url: str) -> None:
    room = await home.room(await home.person("ben"), kind=PUBLIC)
    async with ann(home) as (connection, served):
        async with stopped(database_url, JUDGING):
            connection.send(b"".join(said(frame="follow", room=room, id=number) for number in range(200)))
            await until(lambda: served._holds == 1)
            assert len(served._requests) in (MAX_WAITING - 1, MAX_WAITING)  # one may be the one that is judged
        assert [(await connection.heard("followed"))["id"] for _ in range(200)] == list(range(200))
        assert served._holds == 0


async def test_so_many_bytes_wait_and_no_more(home: House, database_url: str) -> None:
    resume = [{"room": uuid4(), "epoch": home.epoch, "seq": 1} for _ in range(500)]
    async with ann(home) as (connection, served):
        long = said(frame="connect", token=home.token(served.claims.account_id), resume=resume)  # type: ignore[union-attr]
        async with stopped(database_url, JUDGING):
            for _ in range(8):
                connection.send(long)
            await until(lambda: served._holds == 1)
            waiting = sum(length for _, length in served._requests._frames)
            assert MAX_BYTES - len(long) <= waiting < MAX_BYTES + len(long)
        for _ in range(8):
            await connection.heard("ready")
            for _ in resume:
                await connection.heard("rejected")
        assert served._holds == 0


async def test_so_many_commands_are_under_way_and_no_more(home: House, database_url: str) -> None:
    room = await home.room(await home.person("ben"), kind=PUBLIC)
    async with ann(home) as (connection, served):
        async with stopped(database_url, APPENDING):
            connection.send(b"".join(command(room, number) for number in range(200)))
            await until(lambda: served._holds == 1)
            assert served._commands is not None
            assert len(served._commands._tasks) == MAX_IN_FLIGHT
        assert {(await connection.heard("accepted"))["id"] for _ in range(200)} == set(range(200))


async def test_what_waits_and_what_is_under_way_hold_a_client_back_together(home: House, database_url: str) -> None:
    room = await home.room(await home.person("ben"), kind=PUBLIC)
    async with ann(home) as (connection, served):
        async with stopped(database_url, JUDGING):
            connection.send(b"".join(said(frame="follow", room=room, id=number) for number in range(100)))
            connection.send(b"".join(command(room, number) for number in range(100)))
            await until(lambda: served._holds == 1)
            served.heard = False
            served.beat()  # its answers wait in the network: it is not taken for dead
            assert not served.transport.closing
            assert (await connection.heard("ping"))["heads"] == {}
        owed = {(answer, number) for answer in ("followed", "accepted") for number in range(100)}
        while owed:
            answer = json.loads((await connection.next())[1])
            owed.discard((answer["frame"], answer.get("id")))
        assert served._holds == 0


async def test_who_is_held_back_can_go(home: House, database_url: str) -> None:
    async with ann(home) as (connection, served):
        async with stopped(database_url, JUDGING):
            connection.send(b"".join(said(frame="follow", room=uuid4()) for _ in range(200)))
            await until(lambda: served._holds == 1)
            served.restarting()
            await connection.heard("goodbye")
            assert await connection.closed() == 1012
        await until(lambda: not home.gateway.wheel.connections and not home.gateway.hub.rooms)


def command(room: Any, number: int) -> bytes:
    return said(
        frame="command", command_id=uuid4(), room=room, type="send_message", data={"body": str(number)}, id=number
    )


@pytest.mark.parametrize("frame_id", ["x" * 65, 2**63, -(2**63) - 1])
async def test_an_id_is_short(home: House, frame_id: Any) -> None:
    async with ann(home) as (connection, _):
        connection.say("follow", room=uuid4(), id=frame_id)
        refused = await connection.heard("rejected")
        assert (refused["problem"]["type"], "id" in refused) == ("/problems/bad_frame", False)
        for fine in ("x" * 64, 2**63 - 1, -(2**63)):
            connection.say("follow", room=uuid4(), id=fine)
            assert (await connection.heard("rejected"))["id"] == fine


async def test_a_connection_takes_up_so_many_rooms_each_once(home: House) -> None:
    ben = await home.person("ben")
    rooms = [await home.room(ben, kind=PUBLIC) for _ in range(2)]
    async with ann(home) as (connection, served):
        token = home.token(served.claims.account_id)  # type: ignore[union-attr]
        resume = [{"room": rooms[number % 2], "epoch": home.epoch, "seq": number // 500} for number in range(1001)]
        connection.say("connect", token=token, resume=resume, id=1)
        assert (await connection.heard("rejected"))["problem"]["type"] == "/problems/bad_frame"
        connection.say("connect", token=token, resume=resume[:1000], id=2)  # of each what was said last holds
        await connection.heard("ready")
        for room in rooms:
            assert (await connection.heard("followed"))["room"] == str(room)
            assert (await connection.heard("event"))["seq"] == 2
        connection.say("follow", room=uuid4(), id=3)
        assert (await connection.heard("rejected"))["id"] == 3
