"""Which sessions ended lately, followed from the log, so that no process honours their access tokens."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from events.log.db import Db
from events.log.looking import keep_looking

# An access token lives ten minutes; what ended longer ago cannot have a live one any more.
KEPT = timedelta(minutes=15)
LOOK_EVERY = 0.2  # seconds
STALE_AFTER = 5.0  # seconds without a look at the log, after which nobody can be let in

# Along the log recorded_at never goes back, so nothing can appear before what was read. The index events_sessions_ended
# holds only these events by that time: a look costs the same however long the log is and however fast it grows.
ENDED = """
    select subject_id, recorded_at from events
    where type = 'session_ended' and recorded_at >= coalesce($1, now() - $2::interval) order by recorded_at
"""


class EndedSessions:
    """The sessions that ended within the last quarter of an hour."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._ended: dict[UUID, datetime] = {}
        self._last: datetime | None = None
        self._looked_at: float | None = None
        self._callbacks: list[Callable[[UUID], None]] = []

    def is_ended(self, session_id: UUID) -> bool:
        """Whether this session's tokens are to be refused."""
        return session_id in self._ended

    @property
    def ready(self) -> bool:
        """Whether the log was looked at just now."""
        return self._looked_at is not None and time.monotonic() - self._looked_at < STALE_AFTER

    def on_ended(self, callback: Callable[[UUID], None]) -> None:
        """Call this with every session that ends from now on."""
        self._callbacks.append(callback)

    async def catch_up(self) -> None:
        """Look at the log once."""
        for row in await self._look():
            session_id, self._last = row["subject_id"], row["recorded_at"]
            if session_id not in self._ended:
                self._ended[session_id] = row["recorded_at"]
                for callback in self._callbacks:
                    callback(session_id)
        self._forget_what_is_old()
        self._looked_at = time.monotonic()

    async def _look(self) -> Sequence[Any]:
        async with asyncio.timeout(STALE_AFTER):  # a frozen server, or a line that swallows everything
            return await self._db.fetch(ENDED, self._last, KEPT)

    async def follow(self) -> None:
        """Keep looking until cancelled; a log that is away is waited for, and nobody is let in meanwhile (`ready`)."""
        await keep_looking(self.catch_up, LOOK_EVERY, "ended_sessions_behind")

    def _forget_what_is_old(self) -> None:
        if self._last:
            # The newest is read again at every look: forgotten, it would be news every time.
            limit = min(datetime.now(UTC) - KEPT, self._last)
            while self._ended[oldest := next(iter(self._ended))] < limit:
                del self._ended[oldest]
