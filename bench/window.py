"""The time that counts: what happens before it warms up, and all processes agree on when it begins and ends."""

import asyncio
import time
from collections.abc import Sequence

from msgspec import Struct


class Window(Struct, frozen=True):
    """From `begin` to `end` on the monotonic clock, which is the same in every process of a machine."""

    begin: float
    end: float

    def __contains__(self, at: float) -> bool:
        return self.begin <= at < self.end

    @property
    def seconds(self) -> float:
        return self.end - self.begin


def window(warm_up: float, seconds: float) -> Window:
    """A window that begins once it is warm."""
    begin = time.perf_counter() + warm_up
    return Window(begin, begin + seconds)


async def until(at: float) -> None:
    """Sleep until a moment of the monotonic clock."""
    await asyncio.sleep(max(0.0, at - time.perf_counter()))


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The value that this share of them does not exceed, in milliseconds; they are seconds, the smallest first."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else None
