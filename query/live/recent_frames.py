"""What a room's followers missed lately: from the ring, which is filled from the log once for all who lack the same."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any
from uuid import UUID

from query.live.chunk import LiveFrame
from query.live.followed_room import RING, FollowedRoom
from query.live.hub import Hub

Read = Callable[[UUID, int, int], Awaitable[list[LiveFrame]]]

MOST_READINGS = 4  # that one waits for: where so many do not help, the room changes all the time


class RecentFrames:
    """`read` gives the frames from one seq to another, page by page."""

    def __init__(self, hub: Callable[[], Hub], read: Read) -> None:
        self._hub = hub
        self._log = read
        self._running: dict[UUID, asyncio.Task[None]] = {}

    async def read(self, room_id: UUID, first: int, last: int, head: int) -> list[LiveFrame]:
        """The next frames from seq `first` on, of a room that somebody has entered; none where the log ends.

        The log is known to have come to `head`: a ring that is behind it may hold words that are no longer said.
        """
        hub = self._hub()
        room = hub.rooms[room_id]
        for _ in range(MOST_READINGS):
            at = room.last or 0
            if not max(at, head) - RING < first <= max(at, head):
                break
            if at < head:
                await self._once(room_id, partial(self._come, head=head))
            elif found := room.recent(first, last):
                return found
            else:
                await self._once(room_id, partial(self._fill, first=first))
        return await self._log(room_id, first, last)

    async def close(self) -> None:
        for task in list(self._running.values()):
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _once(self, room_id: UUID, read: Callable[[UUID, FollowedRoom], Coroutine[Any, Any, None]]) -> None:
        """Wait for the reading that is under way, or else begin one."""
        running = self._running.get(room_id)
        if running is None:
            room = self._hub().rooms[room_id]
            running = self._running[room_id] = asyncio.create_task(read(room_id, room))
            running.add_done_callback(lambda _: self._running.pop(room_id, None))
        await asyncio.shield(running)

    async def _come(self, room_id: UUID, room: FollowedRoom, head: int) -> None:
        """Hand the hub what it lacks up to this seq: the bus may bring it later, or never."""
        hub = self._hub()
        while (at := room.last or 0) < head and hub.rooms.get(room_id) is room:
            for frame in await self._log(room_id, at + 1, head):
                hub.receive(room_id, frame)

    async def _fill(self, room_id: UUID, room: FollowedRoom, first: int) -> None:
        changes, at = room.changes, first
        last = room.ring[0].seq - 1 if room.ring else room.last or 0
        frames: list[LiveFrame] = []
        while at <= last and (page := await self._log(room_id, at, last)):
            frames += page
            at = page[-1].seq + 1
        if room.changes == changes:  # else they may hold words that are no longer said
            room.put_back(frames)
