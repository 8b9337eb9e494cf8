"""The processes of a bulk load, as whoever starts and asks them sees them."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import msgspec

from projections.engine.troubles import Stopped
from projections.rebuild.pipe import LENGTH, Failed, Loaded, Range, Task, length, packed


@asynccontextmanager
async def working(task: Task) -> AsyncIterator[Process]:
    """A process that works for us; when we are killed it ends with its standard input."""
    command = (sys.executable, "-m", "projections.rebuild.worker")
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    try:
        assert process.stdin
        process.stdin.write(packed(task))
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def ask(process: Process, range_: Range) -> Loaded:
    """Have a range loaded; raises `Stopped` where that is not possible."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(packed(range_))
    try:
        head = await process.stdout.readexactly(LENGTH)
        answer = msgspec.msgpack.decode(await process.stdout.readexactly(length(head)), type=Loaded | Failed)
    except asyncio.IncompleteReadError:
        raise Stopped(f"the process that loads events {range_.after + 1} to {range_.up_to} has ended") from None
    if isinstance(answer, Failed):
        raise Stopped(answer.trouble)
    return answer
