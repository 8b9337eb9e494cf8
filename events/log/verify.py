"""Proves the log against itself: every leaf hash computed anew, every number in its place, its other tables true."""

import asyncio

from msgspec import Struct

from events.log import read
from events.log.beside import first_untrue
from events.log.leaves import Misfit
from events.log.pieces import SIZE, Connect, as_many_as_cores, checking, pieces
from events.log.progress import Progress


class LogVerified(Struct, frozen=True):
    """The events that were checked, and the first thing that does not fit."""

    first: int
    last: int
    checked: int
    misfit: Misfit | None = None

    @property
    def fits(self) -> bool:
        return self.misfit is None


async def verify_log(
    connect: Connect,
    first: int = 1,
    last: int | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    size: int = SIZE,
) -> LogVerified:
    """Check the events from `first` to `last`; of the whole log also what stands beside them.

    `connect` can be pickled, and there is a `__main__` guard, because a log of more than `size` events is checked by
    several processes. Raises what asyncpg raises.
    """
    db = await connect()
    try:
        head = (await read.head(db)).position
        until = head if last is None else min(last, head)
        found = await _check(connect, first, until, progress, workers, size)
        if found.fits and first == 1 and until == head:
            untrue = await first_untrue(db)
            return LogVerified(first, until, found.checked, untrue)
        return found
    finally:
        db.terminate()


async def _check(
    connect: Connect, first: int, last: int, progress: Progress | None, workers: int | None, size: int
) -> LogVerified:
    if last < first:
        return LogVerified(first, last, 0)
    all_ = pieces(first, last, size)
    async with checking(connect, min(workers or as_many_as_cores(), len(all_))) as check:
        checks = [asyncio.ensure_future(check(piece)) for piece in all_]
        try:
            for piece, result in zip(all_, checks, strict=True):
                if misfit := await result:
                    return LogVerified(first, last, misfit.position - first, misfit)
                if progress:
                    progress(piece.last - first + 1, last - first + 1)
        finally:
            for result in checks:
                result.cancel()
    return LogVerified(first, last, last - first + 1)
