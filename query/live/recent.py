"""What a room's followers missed lately: from the ring, which is filled from the log once for all who lack the same."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from query.live.chunk import LiveFrame
from query.live.hub import RING, Hub

Read = Callable[[UUID, int, int], Awaitable[list[LiveFrame]]]


class Recent:
    """`read` gives the frames from one seq to another, page by page."""

    def __init__(self, hub: Callable[[], Hub], read: Read) -> None:
        self._hub = hub
        self._log = read
        self._running: dict[UUID, asyncio.Task[None]] = {}

    async def read(self, room_id: UUID, first: int, last: int) -> list[LiveFrame]:
        """The next frames from seq `first` on, of a room that somebody has entered; none where the log ends."""
        hub = self._hub()
        for _ in range(2):
            if found := hub.recent(room_id, first, last):
                return found
            head = hub.rooms[room_id].last or 0
            if not head - RING < first <= head:
                break
            await self._filled(room_id, first)
        return hub.recent(room_id, first, last) or await self._log(room_id, first, last)

    async def close(self) -> None:
        for task in list(self._running.values()):
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _filled(self, room_id: UUID, first: int) -> None:
        """Wait for the reading that is under way, or else begin one."""
        running = self._running.get(room_id)
        if running is None:
            running = self._running[room_id] = asyncio.create_task(self._fill(room_id, first))
            running.add_done_callback(lambda _: self._running.pop(room_id, None))
        await asyncio.shield(running)

    async def _fill(self, room_id: UUID, first: int) -> None:
        room = self._hub().rooms[room_id]
        changes, at = room.changes, first
        last = room.ring[0].seq - 1 if room.ring else room.last or 0
        frames: list[LiveFrame] = []
        while at <= last and (page := await self._log(room_id, at, last)):
            frames += page
            at = page[-1].seq + 1
        if room.changes == changes:  # else they may hold words that are no longer said
            room.put_back(frames)
