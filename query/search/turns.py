"""How many searches run at once: one may look for seconds, and has one of the few connections as long as it does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import UUID
from weakref import WeakValueDictionary

from query.problems import TOO_MANY_SEARCHES
from runtime.problems import Refused

OF_AN_ACCOUNT = 2
PATIENCE = 5.0  # seconds, in which those before have found something or given up


class _Turns:
    """The searches of one account: which may look, and which waits for that."""

    def __init__(self) -> None:
        self.free = asyncio.Semaphore(OF_AN_ACCOUNT)
        self.waiting: asyncio.Timeout | None = None

    def supersede(self, newer: asyncio.Timeout) -> None:
        """The one that waits gives up: whoever types on asks anew, and nobody tells us that they left."""
        if self.waiting and not self.waiting.expired():
            self.waiting.reschedule(0)
        self.waiting = newer


class Searches:
    """Those of one process, of which so many look at once."""

    def __init__(self, at_once: int) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._turns: WeakValueDictionary[UUID, _Turns] = WeakValueDictionary()
        self.refused = 0

    @asynccontextmanager
    async def turn(self, account_id: UUID) -> AsyncIterator[None]:
        """Wait until one more may look, of this account and in all; raises `Refused` when that takes too long.

        One of each account waits at a time, the last that came.
        """
        turns = self._turns.setdefault(account_id, _Turns())
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(PATIENCE) as waiting:
                    turns.supersede(waiting)
                    await held.enter_async_context(turns.free)
                    await held.enter_async_context(self._places)
            except TimeoutError:
                self.refused += 1
                raise Refused(TOO_MANY_SEARCHES) from None
            finally:
                if turns.waiting is waiting:
                    turns.waiting = None
            yield
