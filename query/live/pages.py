"""Reading events for the live stream: on few connections, and with their HTML where that can be waited for."""

import asyncio
from contextlib import suppress
from uuid import UUID

from events.keyring import Keyring
from events.wire import EventFrame
from query.access import LAST_SEQ, Stretch
from query.live.chunk import LiveFrame
from query.live.framed import framed
from query.log_page import frames, unrendered
from query.view import CHECKPOINT, reached
from runtime.postgres import Pool
from runtime.problems import Refused

PAGE = 200
READERS = 4  # connections that follows may use at once, so that HTTP still gets its own
HTML_PATIENCE = 1.0  # seconds: who is told of an event without its HTML would never show the same as who pages
EVERYTHING = (Stretch(1, LAST_SEQ),)


class Pages:
    """Pages of frames, unfiltered: who asks has judged what may be seen."""

    def __init__(self, pool: Pool, keyring: Keyring, epoch: str) -> None:
        self.pool = pool
        self.keyring = keyring
        self.epoch = epoch
        self.turns = asyncio.Semaphore(READERS)

    async def read(self, room_id: UUID, first: int, last: int = LAST_SEQ) -> list[LiveFrame]:
        """The next frames from seq `first` on; none where the log ends."""
        events = await self._read(room_id, first, last)
        late = unrendered(events)
        if late is not None:
            with suppress(Refused):  # the read models are away: the words go out without their HTML
                await reached(self.pool, CHECKPOINT, self.epoch, late.position, HTML_PATIENCE)
                events = await self._read(room_id, first, late.seq)  # what came after it may be unrendered again
        return [framed(event) for event in events]

    async def _read(self, room_id: UUID, first: int, last: int) -> list[EventFrame]:
        async with self.turns, self.pool.acquire() as db:
            return await frames(db, self.keyring, self.epoch, room_id, EVERYTHING, first, last, PAGE)
