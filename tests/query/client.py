"""A live client that checks as it listens: frames by name, and every room's seqs without a gap."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.support.patience import PATIENCE


class Client:
    """One connection; `last` is the last seq heard of each room."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, **options: Any) -> AsyncIterator[Client]:
        """Connect and hear the hello."""
        address = url.replace("http", "ws", 1) + "/v1/live"
        async with connect(address, compression=None, proxy=None, **options) as connection:
            client = cls(connection)
            client.hello = await client.heard("hello")
            yield client

    hello: dict[str, Any]

    async def say(self, frame: str, **fields: Any) -> None:
        await self.connection.send(json.dumps({"frame": frame, **fields}, default=str))

    async def next(self, *passed_over: str) -> dict[str, Any]:
        """The next frame but pings and signals, or but what is passed over instead."""
        async with asyncio.timeout(PATIENCE):
            while True:
                frame: dict[str, Any] = json.loads(await self.connection.recv())
                if frame["frame"] not in (passed_over or ("ping", "signal")):
                    return frame

    async def signal(self, type_: str) -> dict[str, Any]:
        """The data of the next signal of this type."""
        while True:
            frame = await self.next("ping")
            if frame["frame"] == "signal" and frame["type"] == type_:
                data: dict[str, Any] = frame["data"]
                return data

    async def heard(self, name: str) -> dict[str, Any]:
        """The next frame, which is of this name."""
        frame = await self.next()
        assert frame["frame"] == name, frame
        return frame

    async def follow(self, room: UUID, start: Any = "head") -> dict[str, Any]:
        """Follow a room from somewhere; what the server says to that."""
        await self.say("follow", room=room, **{"from": start, "id": 1})
        return await self.next()

    async def events(self, room: UUID, count: int) -> list[dict[str, Any]]:
        """So many events of one room, nothing else in between."""
        found = [await self.heard("event") for _ in range(count)]
        assert all(frame["room"] == str(room) for frame in found)
        return found

    async def silent(self, patience: float = 0.3) -> bool:
        """Whether nothing but pings and signals is heard for a while."""
        try:
            async with asyncio.timeout(patience):
                await self.next()
        except TimeoutError:
            return True
        return False

    async def closed(self) -> tuple[int, str]:
        """Hear the connection out: the code and reason it was closed with."""
        async with asyncio.timeout(PATIENCE):
            try:
                while True:
                    await self.connection.recv()
            except ConnectionClosed:
                assert self.connection.close_code is not None
                return self.connection.close_code, self.connection.close_reason or ""


def seqs(frames: list[dict[str, Any]]) -> list[int]:
    return [frame["seq"] for frame in frames]
