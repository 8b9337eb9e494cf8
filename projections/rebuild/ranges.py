"""The ranges of the log that a bulk load hands out, one after another."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from events.log.db import Db
from projections.rebuild.pipe import Range

SAID = """
    select stream_id, count(*) from events where position > $1 and position <= $2 and type = 'message_sent' group by 1
"""


class Ranges:
    """What is still to be loaded, each range with how many messages its rooms had before it."""

    def __init__(self, db: Db, up_to: int, each: int) -> None:
        self._db = db
        self._up_to = up_to
        self._each = each
        self._after: Iterator[tuple[int, int]] = enumerate(range(0, up_to, each))
        self._said: Counter[UUID] = Counter()
        self._one_at_a_time = asyncio.Lock()

    def __aiter__(self) -> "Ranges":
        return self

    async def __anext__(self) -> tuple[int, Range]:
        async with self._one_at_a_time:
            number, after = next(self._after, (0, None))
            if after is None:
                raise StopAsyncIteration
            up_to = min(after + self._each, self._up_to)
            counts = {row["stream_id"]: row["count"] for row in await self._db.fetch(SAID, after, up_to)}
            before = {room_id: self._said[room_id] for room_id in counts}
            self._said.update(counts)
            return number, Range(after, up_to, before)
