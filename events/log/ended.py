"""Which sessions ended lately, followed from the log, so that no process honours their access tokens."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import structlog

from events.log.db import Db

# An access token lives ten minutes; what ended longer ago cannot have a live one any more.
KEPT = timedelta(minutes=15)
LOOK_EVERY = 0.2  # seconds
STALE_AFTER = 2.0  # seconds without a look at the log

# Only what came since the last look is read: a look must not grow with the log.
ENDED = """
    select head.position, e.subject_id, e.recorded_at
    from (select coalesce(max(position), 0) as position from events) head left join events e
        on e.position > $1 and e.position <= head.position and e.type = 'session_ended'
    order by e.position
"""
HEAD = "select coalesce(max(position), 0) from events"
IS_OLD = "select recorded_at < now() - $2::interval from events where position = $1"
log = structlog.get_logger(__name__)


class EndedSessions:
    """The sessions that ended within the last quarter of an hour."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._ended: dict[UUID, datetime] = {}
        self._position: int | None = None
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
        if self._position is None:
            self._position = await self._last_old_position()
        for row in await self._db.fetch(ENDED, self._position):
            self._position, session_id = row["position"], row["subject_id"]
            if session_id is not None and session_id not in self._ended:
                self._ended[session_id] = row["recorded_at"]
                for callback in self._callbacks:
                    callback(session_id)
        self._forget_what_is_old()
        self._looked_at = time.monotonic()

    async def follow(self) -> None:
        """Keep looking until cancelled; a log that is away for a while is only waited for."""
        away = False
        while True:
            try:
                await self.catch_up()
                away = False
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                if not away:
                    log.warning("ended_sessions_behind", error=repr(error))
                away = True
            await asyncio.sleep(LOOK_EVERY)

    async def _last_old_position(self) -> int:
        """Halve the log until its last quarter of an hour is found: along it, recorded_at never goes back."""
        old, new = 0, await self._db.fetchval(HEAD) + 1
        while new - old > 1:
            middle = (old + new) // 2
            if await self._db.fetchval(IS_OLD, middle, KEPT):
                old = middle
            else:
                new = middle
        return old

    def _forget_what_is_old(self) -> None:
        limit = datetime.now(UTC) - KEPT
        while self._ended and self._ended[oldest := next(iter(self._ended))] < limit:
            del self._ended[oldest]
