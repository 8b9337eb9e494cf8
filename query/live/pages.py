"""Reading events for the live stream, on few connections."""

import asyncio
from uuid import UUID

from query.access import LAST_SEQ, Stretch
from query.live.chunk import LiveFrame
from query.live.framed import framed
from query.live.given import Source
from query.log_page import frames

PAGE = 200
READERS = 4  # connections that follows may use at once, so that HTTP still gets its own
EVERYTHING = (Stretch(1, LAST_SEQ),)


class Pages:
    """Pages of frames, unfiltered: who asks has judged what may be seen."""

    def __init__(self, source: Source) -> None:
        self.pool, self.keyring, self.epoch = source.pool, source.keyring, source.epoch
        self.turns = asyncio.Semaphore(READERS)

    async def read(self, room_id: UUID, first: int, last: int = LAST_SEQ) -> list[LiveFrame]:
        """The next frames from seq `first` on; none where the log ends."""
        async with self.turns, self.pool.acquire() as db:
            events = await frames(db, self.keyring, self.epoch, room_id, EVERYTHING, first, last, PAGE)
        return [framed(event) for event in events]
