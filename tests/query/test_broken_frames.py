"""Hostile and broken clients: each is told why by a code, none by a traceback, and nobody else notices."""

import asyncio
import json
import time
from typing import Any
from uuid import uuid4

import pytest

from events.room import History, Visibility
from tests.query.client import Client
from tests.query.house import PAGE_ORIGIN, House
from tests.query.inside import nobody_left
from tests.support.broken import BROKEN
from tests.support.raw import CLOSE, PING, PONG, TEXT, frame, raw


@pytest.mark.parametrize("what", BROKEN)
async def test_it_is_closed_with_a_code(home: House, what: str, caplog: Any, capfd: Any) -> None:
    data, code = BROKEN[what]
    async with raw(home.url) as (_, connection):
        await connection.heard("hello")
        connection.send(data)
        assert await connection.closed() == code
    await nobody_left(home)
    assert "Traceback" not in caplog.text + "".join(capfd.readouterr())


async def test_a_close_is_echoed(home: House) -> None:
    for sent, answered in ((b"\x03\xe8bye", 1000), (b"", 1000), (b"\x0f\xa0", 4000)):
        async with raw(home.url) as (_, connection):
            await connection.heard("hello")
            connection.send(frame(CLOSE, sent))
            assert await connection.closed() == answered


async def test_pings_are_answered_also_inside_a_fragmented_message(home: House) -> None:
    ann = await home.person("ann")
    connect = json.dumps({"frame": "connect", "token": home.token(ann), "id": "é"}, ensure_ascii=False).encode()
    async with raw(home.url) as (_, connection):
        await connection.heard("hello")
        for at, byte in enumerate(connect):
            connection.send(frame(TEXT if at == 0 else 0x0, bytes([byte]), fin=False))
            if at == 10:
                connection.send(frame(PING, b"are you there"))
        connection.send(frame(0x0, b""))
        assert await connection.next() == (PONG, b"are you there")
        assert (await connection.heard("ready"))["id"] == "é"


async def test_a_frame_may_arrive_byte_by_byte(home: House) -> None:
    ann = await home.person("ann")
    async with raw(home.url) as (_, connection):
        await connection.heard("hello")
        for byte in frame(TEXT, json.dumps({"frame": "connect", "token": home.token(ann)}).encode()):
            connection.send(bytes([byte]))
            await connection.writer.drain()
            await asyncio.sleep(0)
        await connection.heard("ready")


async def test_a_hundred_thousand_fragments_weigh_what_they_say(home: House) -> None:
    async with raw(home.url) as (_, connection):
        await connection.heard("hello")
        connection.send(frame(TEXT, b"", fin=False) + frame(0x0, b"", fin=False) * 100_000 + frame(0x0, b"{}"))
        assert await connection.closed() == 4400


async def test_after_connect_a_bad_frame_is_answered_and_the_connection_lives(home: House) -> None:
    ann = await home.person("ann")
    async with home.connected(ann) as client:
        for bad in ('{"frame": "dance", "id": 7}', '{"frame": "follow", "room": 1, "id": 7}', "[]", '{"id": {}}'):
            await client.connection.send(bad)
            rejected = await client.heard("rejected")
            assert (rejected["problem"]["status"], rejected["problem"]["type"]) == (400, "/problems/bad_frame")
            assert rejected.get("id") == (7 if "7" in bad else None)
        await client.connection.send('{"frame": "command", "data": ' + "[" * 50_000)
        await client.heard("rejected")
        for start in ({"seq": 1}, {"epoch": "e"}, {}, {"last": 1, "seq": 1, "epoch": "e"}):
            assert (await client.follow(uuid4(), start))["frame"] == "rejected"


async def test_numbers_beyond_all_bounds_are_refused_or_told_what_to_fetch(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=(Visibility.PUBLIC, History.ALL))
    async with home.connected(ann) as client:
        for start in ({"last": 2**62}, {"last": -5}, {"epoch": home.epoch, "seq": 2**62}, {"epoch": "", "seq": -1}):
            followed = await client.follow(room, start)
            assert followed["frame"] == "followed"
            if start.get("last") == 2**62:
                await client.events(room, 2)


async def test_a_flood_of_follows_is_served_in_its_turn_and_nobody_else_notices(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ben, kind=(Visibility.PUBLIC, History.ALL))
    async with home.connected(ann) as flooding, home.connected(ben) as other:
        for number in range(500):
            await flooding.say("follow", room=uuid4(), id=number)
        assert (await other.follow(room))["frame"] == "followed"
        assert [(await flooding.heard("rejected"))["id"] for _ in range(500)] == list(range(500))


async def test_who_does_not_connect_in_time_is_closed(home: House) -> None:
    async with Client.open(home.url) as client:
        now = time.monotonic()
        home.gateway.wheel.tick(now + 4, time.time())
        assert home.gateway.wheel.connections
        home.gateway.wheel.tick(now + 6, time.time())
        assert await client.closed() == (4408, "no connect in time")


async def test_a_token_that_expires_closes_the_connection(home: House) -> None:
    ann = await home.person("ann")
    async with home.connected(ann) as client:
        home.gateway.wheel.tick(time.monotonic(), time.time() + 601)
        assert await client.closed() == (4401, "the token has expired")


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ("", "/v1/live", 101),
        (f"Origin: {PAGE_ORIGIN}\r\n", "/v1/live", 101),
        ("Origin: https://evil.example\r\n", "/v1/live", 403),
        ("Origin: null\r\n", "/v1/live", 403),
        ("Origin: http://[\r\n", "/v1/live", 403),
        ("", "/v1/live?token=secret", 400),
        ("Sec-WebSocket-Extensions: permessage-deflate\r\n", "/v1/live", 101),
    ],
)
async def test_the_handshake_admits_pages_it_knows(home: House, headers: str, path: str, status: int) -> None:
    async with raw(home.url, headers, path) as (answer, connection):
        assert answer.split()[1] == str(status)
        if status != 101:
            assert connection.headers["content-type"] == "application/problem+json"


async def test_a_page_of_this_server_itself_is_welcome(home: House) -> None:
    async with raw(home.url, f"Origin: {home.url}\r\n") as (answer, _):
        assert answer.split()[1] == "101"


async def test_who_vanishes_is_forgotten(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=(Visibility.PUBLIC, History.ALL))
    async with home.connected(ann) as client:
        await client.follow(room)
        client.connection.transport.abort()
        await nobody_left(home)
