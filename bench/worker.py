"""A process of its own beside the bench: a client under which the server is not to suffer, or a bare server."""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from typing import Any

import uvloop

from parley.garbage import settle


class Pipe:
    """One end of the line between a bench and its worker."""

    def __init__(self, end: "Connection[Any, Any]") -> None:
        self._end = end

    def say(self, what: object) -> None:
        self._end.send(what)

    async def hear(self) -> Any:
        """What the other side says next; raises EOFError when it has died."""
        return await asyncio.to_thread(self._end.recv)


class Worker(Pipe):
    """The bench's end."""

    def __init__(self, end: "Connection[Any, Any]", pid: int) -> None:
        super().__init__(end)
        self.pid = pid

    async def ask(self, what: object) -> Any:
        """Say something, and return the answer."""
        self.say(what)
        return await self.hear()


Work = Callable[..., Awaitable[None]]


@asynccontextmanager
async def working(work: Work, *given: object) -> AsyncIterator[Worker]:
    """Run `work(pipe, *given)` in a process that ends with this block."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, work, given), daemon=True)
    process.start()
    theirs.close()
    assert process.pid
    try:
        yield Worker(ours, process.pid)
    finally:
        process.kill()
        await asyncio.to_thread(process.join)
        ours.close()


def _run(end: "Connection[Any, Any]", work: Work, given: tuple[object, ...]) -> None:
    async def run() -> None:
        settle()
        await work(Pipe(end), *given)

    uvloop.run(run())
