"""Somebody who talks over a live connection, and over the next one when it breaks."""

import asyncio
import json
import random
from contextlib import AsyncExitStack
from uuid import UUID

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.journeys.person import Person
from tests.journeys.talker import Talker

PATIENCE = 15.0  # seconds for an answer: a command whose connection died under the server is said again on another


class LiveTalker(Talker):
    """The same, by `command` frames."""

    def __init__(self, person: Person, room: str, pause: float = 0.0) -> None:
        self._open = AsyncExitStack()
        self._socket: ClientConnection | None = None
        super().__init__(person, room, pause)

    async def stop(self) -> None:
        await super().stop()
        await self._open.aclose()

    async def _taken(self, message_id: UUID) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                socket = self._socket = self._socket or await self._connected()
                command = {"type": "send_message", "room": self._room, "command_id": str(message_id), "id": "say"}
                await socket.send(json.dumps({"frame": "command", "data": {"body": "live"}, **command}))
                return await self._answered(socket)
        except (OSError, WebSocketException, TimeoutError):
            await self._leave()
            return False

    async def _answered(self, socket: ClientConnection) -> bool:
        async for text in socket:
            frame = json.loads(text)
            match frame["frame"]:
                case "accepted":
                    return True
                case "rejected":
                    assert frame["problem"]["status"] == 503, frame
                    return False
                case "goodbye":
                    await self._leave()
                    await asyncio.sleep(random.uniform(*frame["after_ms"]) / 1000)
                    return False
        await self._leave()
        return False

    async def _connected(self) -> ClientConnection:
        socket = await self._open.enter_async_context(connect(self.person.url.replace("http", "ws", 1) + "/v1/live"))
        await socket.send(json.dumps({"frame": "connect", "token": self.person.token}))
        return socket

    async def _leave(self) -> None:
        self._socket = None
        opened, self._open = self._open, AsyncExitStack()
        await opened.aclose()
