"""A client of server-sent events over one HTTP answer: what it was told, and where it would resume."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from tests.query.house import House
from tests.support.patience import PATIENCE


class Listener:
    """One answer, event by event; `last_id` is what a reconnect says."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.status = 0
        self.headers: dict[str, str] = {}
        self.last_id: str | None = None
        self.retry: int | None = None
        self._text = b""

    async def head(self) -> None:
        """Hear the status and the headers."""
        async with asyncio.timeout(PATIENCE):
            lines = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        self.status = int(lines[0].split()[1])
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}

    async def next(self, *, passing: bool = False) -> dict[str, Any] | None:
        """The frame of the next event, mostly but pings and signals; None when the answer has ended."""
        async with asyncio.timeout(PATIENCE):
            while True:
                while b"\n\n" not in self._text:
                    chunk = await self._chunk()
                    if not chunk:
                        return None
                    self._text += chunk
                event, _, self._text = self._text.partition(b"\n\n")
                frame = self._taken(event.decode())
                if frame is not None and (passing or frame["frame"] not in ("ping", "signal")):
                    return frame

    async def _chunk(self) -> bytes:
        size = int(await self.reader.readline(), 16)
        chunk = await self.reader.readexactly(size)
        await self.reader.readline()
        return chunk

    def _taken(self, event: str) -> dict[str, Any] | None:
        fields = dict(line.split(": ", 1) for line in event.split("\n"))
        assert set(fields) <= {"id", "event", "data", "retry"}
        if "retry" in fields:
            self.retry = int(fields["retry"])
        if "data" not in fields:
            return None
        self.last_id = fields.get("id", self.last_id)
        frame: dict[str, Any] = json.loads(fields["data"])
        assert frame["frame"] == fields["event"]
        return frame

    async def heard(self, name: str) -> dict[str, Any]:
        """The next frame, which is of this name."""
        frame = await self.next()
        assert frame is not None, "the answer has ended"
        assert frame["frame"] == name, frame
        return frame

    async def events(self, count: int) -> list[dict[str, Any]]:
        """So many events, nothing else in between."""
        return [await self.heard("event") for _ in range(count)]

    async def silent(self, patience: float = 0.3) -> bool:
        """Whether nothing is heard for a while."""
        try:
            async with asyncio.timeout(patience):
                self._text += await self._chunk()
        except TimeoutError:
            return True
        return False


@asynccontextmanager
async def listening(
    url: str, path: str, token: str | None, last_id: str | None = None, method: str = "GET", **query: Any
) -> AsyncIterator[Listener]:
    """Ask for a stream, and hear the head of the answer."""
    host = urlsplit(url).netloc
    reader, writer = await asyncio.open_connection(*host.split(":"), limit=2**22)
    wanted = {"Host": host, "Authorization": token and f"Bearer {token}", "Last-Event-ID": last_id}
    headers = "".join(f"{name}: {value}\r\n" for name, value in wanted.items() if value is not None)
    writer.write(f"{method} {path}?{urlencode(query)} HTTP/1.1\r\n{headers}\r\n".encode())
    try:
        listener = Listener(reader, writer)
        await listener.head()
        yield listener
    finally:
        writer.transport.abort()


@asynccontextmanager
async def of_room(
    home: House, who: UUID, room: UUID, last_id: str | None = None, **query: Any
) -> AsyncIterator[Listener]:
    """Somebody's stream of a room, which has begun."""
    async with listening(home.url, f"/v1/rooms/{room}/stream", home.token(who), last_id, **query) as listener:
        assert listener.status == 200, listener.status
        yield listener
