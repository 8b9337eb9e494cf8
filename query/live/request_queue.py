"""One client's frames that read something: they take their turn, and while many wait no more are read from it."""

import asyncio
from collections.abc import Awaitable, Callable

from events.wire import client
from query.live.personal.beginning import FollowPersonal

MAX_WAITING = 32  # frames
MAX_BYTES = 256 * 1024  # of frames that wait, as they came

Request = client.Connect | client.Follow | client.Unfollow | FollowPersonal


class RequestQueue:
    """`hold_back` stops and resumes reading what the client sends, `serve` does what one frame asks for."""

    __slots__ = ("_bytes", "_frames", "_hold_back", "_holding", "_serve", "_worker")

    def __init__(self, hold_back: Callable[[bool], None], serve: Callable[[Request], Awaitable[None]]) -> None:
        self._hold_back = hold_back
        self._holding = False
        self._serve = serve
        self._frames: list[tuple[Request, int]] = []
        self._bytes = 0
        self._worker: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._frames)

    def put(self, frame: Request, length: int) -> None:
        """Serve a frame, of so many bytes, after those that came before it."""
        self._frames.append((frame, length))
        self._bytes += length
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        if not self._holding and (len(self._frames) >= MAX_WAITING or self._bytes >= MAX_BYTES):
            self._holding = True
            self._hold_back(True)

    def clear(self) -> None:
        """Serve no more."""
        self._frames.clear()
        self._bytes = 0
        self._let_go()

    async def _work(self) -> None:
        while self._frames:
            frame, length = self._frames.pop(0)
            self._bytes -= length
            await self._serve(frame)
            self._let_go()
        self._worker = None

    def _let_go(self) -> None:
        if self._holding and len(self._frames) <= MAX_WAITING // 2 and self._bytes <= MAX_BYTES // 2:
            self._holding = False
            self._hold_back(False)
