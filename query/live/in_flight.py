"""One client's commands on their way: beside each other, and never more than it may have in flight."""

import asyncio
from collections.abc import Callable, Coroutine

MAX_IN_FLIGHT = 64  # more wait in the network, because nothing is read from the client then


class InFlight:
    """`hold_back` stops and resumes reading what the client sends."""

    __slots__ = ("_finally", "_hold_back", "_holding", "_tasks")

    def __init__(self, hold_back: Callable[[bool], None]) -> None:
        self._hold_back = hold_back
        self._holding = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._finally: Callable[[], None] | None = None

    def run(self, command: Coroutine[None, None, None]) -> None:
        """Begin a command, which answers for itself."""
        task = asyncio.create_task(command)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        if len(self._tasks) >= MAX_IN_FLIGHT and not self._holding:
            self._holding = True
            self._hold_back(True)

    def finish(self, then: Callable[[], None]) -> None:
        """Take no more, and call this once all that have begun are answered."""
        self._finally = then
        if not self._holding:
            self._holding = True
            self._hold_back(True)
        self._end()

    def _end(self) -> None:
        if not self._tasks and self._finally is not None:
            self._hold_back(False)  # how the client takes the end is to be seen
            self._finally()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._finally is not None:
            self._end()
        elif self._holding and len(self._tasks) < MAX_IN_FLIGHT // 2:
            self._holding = False
            self._hold_back(False)
