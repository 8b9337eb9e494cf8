"""Hostile clients, all of them at once, against Parley as its users start it: it grows no fatter and loses no word."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import psutil

from query.live.limits import MAX_FRAME_BYTES
from tests.journeys.conftest import Somebody
from tests.support.broken import BROKEN
from tests.support.parley_process import ParleyProcess
from tests.support.raw import PING, TEXT, frame, raw

ROUNDS = 5
FAT = 24 * 1024 * 1024  # bytes that memory may grow by, whatever comes; some 100 MB come
FLOODS = {
    "one-byte fragments": (frame(TEXT, b"[", fin=False) + frame(0x0, b"[", fin=False) * 100_000, 4429),
    "pings": (frame(PING, b"x" * 125) * 20_000, 4429),
    "a text without end": (frame(TEXT, b" " * 60_000, fin=False) + frame(0x0, b" " * 60_000, fin=False) * 50, 1009),
    "nested without end": (frame(TEXT, b'{"frame":' + b"[" * (MAX_FRAME_BYTES - 9)), 4400),
}
SAID = {
    "follows": {"frame": "follow", "room": str(uuid4())},
    "unknown frames": {"frame": "dance", "id": "x" * 100},
    "commands of nobody knows what": {
        "frame": "command",
        "command_id": str(uuid4()),
        "room": str(uuid4()),
        "type": "dance",
        "data": {"body": "x" * 1000},
    },
}


async def attacked(url: str, data: bytes, code: int) -> None:
    async with raw(url) as (_, connection):
        await connection.heard("hello")
        connection.send(data)
        assert await connection.closed() == code


async def one_round(url: str, token: str) -> None:
    connect = frame(TEXT, json.dumps({"frame": "connect", "token": token}).encode())
    floods = [
        *BROKEN.values(),
        *FLOODS.values(),
        *((connect + frame(TEXT, json.dumps(said).encode()) * 10_000, 4429) for said in SAID.values()),
    ]
    await asyncio.gather(*(attacked(url, data, code) for data, code in floods))


async def silent(url: str) -> None:
    """Somebody who never says who they are."""
    async with raw(url) as (_, connection):
        assert await connection.closed() == 4408


@asynccontextmanager
async def fattest(process: psutil.Process) -> AsyncIterator[list[int]]:
    """The memory it has in the end and at its most, in between."""
    seen = [process.memory_info().rss]

    async def look() -> None:
        while True:
            seen[0] = max(seen[0], process.memory_info().rss)
            await asyncio.sleep(0.01)

    looking = asyncio.create_task(look())
    yield seen
    looking.cancel()


async def test_hostile_clients_are_closed_each_with_its_code_and_memory_stays_flat(
    parley: ParleyProcess, somebody: Somebody
) -> None:
    ann, eve = await somebody("ann"), await somebody("eve")
    kitchen = await ann.create_room("The kitchen")
    api = parley.child("role api")
    nobody = asyncio.create_task(silent(parley.url))
    await one_round(parley.url, eve.token)
    before = api.memory_info().rss
    async with fattest(api) as most:
        for said in range(ROUNDS):
            await asyncio.gather(one_round(parley.url, eve.token), ann.say(kitchen, f"Still here: {said}"))
    await nobody
    assert most[0] - before < FAT
    assert [said["body"] for said in await ann.talk_of(kitchen)] == [f"Still here: {said}" for said in range(ROUNDS)]
    assert b"Traceback" not in parley.said.read_bytes()
