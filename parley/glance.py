"""One look at Postgres for all who ask: never two at once, and nobody waits long for a database that is frozen."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import asyncpg

from runtime.postgres import AWAY

PATIENCE = 2.0  # seconds
Found = TypeVar("Found")


class Glance(Generic[Found]):
    """Whoever asks while a look is under way gets what that one finds."""

    def __init__(self, look: Callable[[], Awaitable[Found]]) -> None:
        self._look = look
        self._looking: asyncio.Task[Found | None] | None = None

    async def now(self) -> Found | None:
        """What is found; None where Postgres is away, cannot be worked with, or takes too long."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._try())
        # Not cancelled when it takes too long: giving back the connection would take as long again.
        done, _ = await asyncio.wait({self._looking}, timeout=PATIENCE)
        return self._looking.result() if done else None

    def close(self) -> None:
        if self._looking is not None:
            self._looking.cancel()

    async def _try(self) -> Found | None:
        try:
            return await self._look()
        except (*AWAY, asyncpg.PostgresError):
            return None
