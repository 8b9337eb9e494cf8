"""An appender that keeps its writes' order also where one of them fails: then it takes no more.

The log must never hold a line without those before it: a repeated import could only add them behind.
"""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg

from events.log.append import Appender
from events.log.write import LogUnavailable, Outcome, Write

ENOUGH = 128  # writes: one batch of so many costs the log little more than one of ten


class InOrder(Appender):
    """Appends group by group, each of them one batch: while one is under way the next one gathers.

    While nobody waits for an outcome (`hurried` is false) a group is not begun before it is worth a batch.
    """

    def __init__(self, connect: Callable[[], Awaitable["asyncpg.Connection[asyncpg.Record]"]]) -> None:
        super().__init__(connect)
        self._gathered: list[tuple[Write, asyncio.Future[Outcome]]] = []
        self._under_way: asyncio.Task[None] | None = None
        self._broken: BaseException | None = None
        self._queued: asyncio.Future[None] | None = None
        self._hurried = True

    @property
    def hurried(self) -> bool:
        return self._hurried

    @hurried.setter
    def hurried(self, hurried: bool) -> None:
        self._hurried = hurried
        self._go()

    def next_queued(self) -> "asyncio.Future[None]":
        """Done when the next write has its place."""
        self._queued = asyncio.get_running_loop().create_future()
        return self._queued

    async def append(self, write: Write) -> Outcome:
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._gathered.append((write, outcome))
        if self._queued and not self._queued.done():
            self._queued.set_result(None)
        self._go()
        return await outcome

    def _go(self) -> None:
        idle = self._under_way is None or self._under_way.done()
        if idle and (len(self._gathered) >= ENOUGH or (self._gathered and self._hurried)):
            self._under_way = asyncio.create_task(self._append_gathered(), name="append in order")

    async def _append_gathered(self) -> None:
        while self._gathered and (self._hurried or len(self._gathered) >= ENOUGH):
            group, self._gathered = self._gathered, []
            if not self._broken:
                appending = (super(InOrder, self).append(write) for write, _ in group)
                results = await asyncio.gather(*appending, return_exceptions=True)
                self._broken = next((result for result in results if isinstance(result, BaseException)), None)
            else:
                results = [LogUnavailable(f"an earlier line was not appended: {self._broken!r}")] * len(group)
            for (_, outcome), result in zip(group, results, strict=True):
                if outcome.done():
                    continue
                if isinstance(result, BaseException):
                    outcome.set_exception(result)
                else:
                    outcome.set_result(result)
