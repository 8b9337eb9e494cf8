"""Commands that were begun and have not ended, by what they change; after one failure there is no going on."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any
from uuid import UUID

from parley.importing.in_order import InOrder


class UnderWay:
    """At most so many `at_once`. Whoever waits for one hurries the appender, which else gathers worthwhile batches."""

    def __init__(self, appender: InOrder, at_once: int) -> None:
        self._appender = appender
        self._at_once = at_once
        self._tasks: dict[UUID, asyncio.Task[None]] = {}
        self._failure: BaseException | None = None

    def begin(self, doing: Coroutine[Any, Any, None], changes: UUID) -> "asyncio.Task[None]":
        """Begin one in any place; `changes` is the account or the message that later ones may rest on."""
        task = self._tasks[changes] = asyncio.create_task(doing)
        task.add_done_callback(lambda task: self._ended(task, changes))
        return task

    async def begin_in_place(self, doing: Callable[[], Coroutine[Any, Any, None]], changes: UUID) -> None:
        """Begin one, and return when it has its place in the log behind all earlier ones."""
        self._appender.hurried = False
        while len(self._tasks) >= self._at_once:
            await asyncio.wait(self._tasks.values(), return_when=asyncio.FIRST_COMPLETED)
        queued = self._appender.next_queued()
        self.begin(doing(), changes).add_done_callback(lambda _: _release(queued))
        await queued
        if self._failure:
            await self.settled()

    async def seen(self, needs: Iterable[UUID]) -> None:
        """Wait until the log shows what was done to these."""
        waiting = [self._tasks[each] for each in needs if each in self._tasks]
        if waiting:
            self._appender.hurried = True
            await asyncio.wait(waiting)

    async def settled(self) -> None:
        """Wait until nothing is under way; raises the first failure."""
        self._appender.hurried = True
        if self._tasks:
            await asyncio.wait(self._tasks.values())
        if self._failure:
            raise self._failure

    def _ended(self, task: "asyncio.Task[None]", changes: UUID) -> None:
        if self._tasks.get(changes) is task:
            del self._tasks[changes]
        if not task.cancelled():
            failure = task.exception()  # asked of each, or asyncio would complain of those after the first
            self._failure = self._failure or failure


def _release(waited: "asyncio.Future[None]") -> None:
    if not waited.done():
        waited.set_result(None)
