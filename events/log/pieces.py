"""Checks of one piece of the log after another, on all cores: each worker is a process with a connection of its own."""

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, TypeAlias

import asyncpg
from msgspec import Struct

from events.log.leaves import ROWS, Leaves, Misfit, missing

if TYPE_CHECKING:
    Connect: TypeAlias = Callable[[], Awaitable[asyncpg.Connection[asyncpg.Record]]]
else:
    Connect = Callable

SIZE = 50_000
MOST_WORKERS = 8
Check = Callable[["Piece"], Awaitable[Misfit | None]]


class Piece(Struct, frozen=True):
    """The events from one position to another."""

    first: int
    last: int


def pieces(first: int, last: int, size: int = SIZE) -> Sequence[Piece]:
    """Each begins with the event that the one before ended with, so that nothing stands between them unseen."""
    starts = range(first, max(last, first + 1), size)
    return [Piece(start, min(start + size, last)) for start in starts]


async def check_piece(connect: Connect, piece: Piece) -> Misfit | None:
    """The first event of a piece that does not fit."""
    connection, leaves = await connect(), Leaves(piece.first)
    try:
        await connection.copy_from_query(ROWS, piece.first, piece.last, output=leaves.take, format="binary")
    finally:
        connection.terminate()
    if leaves.misfit is None and leaves.expected <= piece.last:
        return missing(leaves.expected)
    return leaves.misfit


@asynccontextmanager
async def checking(connect: Connect, workers: int) -> AsyncIterator[Check]:
    """What checks a piece: this process, or where there are to be several workers, they."""
    if workers == 1:
        yield lambda piece: check_piece(connect, piece)
        return
    # Spawned: a fork would take this process's loop and connections with it.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_end_with_parent)
    try:
        yield lambda piece: asyncio.get_running_loop().run_in_executor(pool, _check_here, connect, piece)
    finally:
        pool.shutdown(cancel_futures=True)


def as_many_as_cores() -> int:
    return min(len(os.sched_getaffinity(0)), MOST_WORKERS)


def _check_here(connect: Connect, piece: Piece) -> Misfit | None:
    return asyncio.run(check_piece(connect, piece))


def _end_with_parent() -> None:
    """Ctrl-C is the parent's to answer; and a parent that is killed leaves no worker behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
