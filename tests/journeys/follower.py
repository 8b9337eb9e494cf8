"""Somebody who follows one room, through every lost connection, and keeps every event they are sent."""

import asyncio
import json
import random
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.journeys.person import Person


class Follower:
    """`events` are the frames in the order they came. A seq that is not the next one fails the follow for good."""

    def __init__(self, person: Person, room: str) -> None:
        self._person = person
        self.room = room
        self.events: list[dict[str, Any]] = []
        self.connections = 0
        self._socket: ClientConnection | None = None
        self._grown = asyncio.Event()
        self._task = asyncio.create_task(self._follow(), name=f"{person.username} follows")

    @property
    def seq(self) -> int:
        return int(self.events[-1]["seq"]) if self.events else 0

    def cut(self) -> None:
        """The line breaks in the middle of what both sides say."""
        if self._socket is not None:
            with suppress(RuntimeError):  # it has ended already
                self._socket.transport.write(b"\x81\xfe\x01")  # of a frame not even its length is whole
            self._socket.transport.abort()

    async def reaches(self, seq: int, seconds: float = 60) -> None:
        """Wait until this seq has come."""
        async with asyncio.timeout(seconds):
            while self.seq < seq and not self._task.done():
                self._grown.clear()
                await asyncio.wait(
                    [self._task, asyncio.ensure_future(self._grown.wait())], return_when="FIRST_COMPLETED"
                )
        if self._task.done():
            self._task.result()

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.wait([self._task])
        if not self._task.cancelled():
            self._task.result()

    async def _follow(self) -> None:
        address = self._person.url.replace("http", "ws", 1) + "/v1/live"
        while True:
            try:
                async with connect(address, max_size=None, subprotocols=None) as socket:
                    await self._talk(socket)
            except (OSError, WebSocketException, TimeoutError):
                await asyncio.sleep(0.05)

    async def _talk(self, socket: ClientConnection) -> None:
        self._socket = socket
        hello = json.loads(await socket.recv())
        assert hello["frame"] == "hello"
        start = {"epoch": hello["epoch"], "seq": self.seq}
        await socket.send(json.dumps({"frame": "connect", "id": 1, "token": self._person.token}))
        await socket.send(json.dumps({"frame": "follow", "id": 2, "room": self.room, "from": start}))
        self.connections += 1
        async for text in socket:
            frame = json.loads(text)
            match frame["frame"]:
                case "event":
                    assert frame["seq"] == self.seq + 1, f"after {self.seq} came {frame['seq']}"
                    self.events.append(frame)
                    self._grown.set()
                case "followed":
                    assert frame["gap"] is None
                    assert frame["recovered"]
                case "ping":
                    await socket.send('{"frame": "pong"}')
                case "goodbye":
                    await asyncio.sleep(random.uniform(*frame["after_ms"]) / 1000)
                    return
                case "lagging" | "ended" | "rejected":
                    return
