"""The time that counts: what happens before it warms up, and all processes agree on when it begins and ends."""

import asyncio
import time
from collections.abc import Iterable, Sequence

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


def percentiles(took: Iterable[float]) -> tuple[float | None, float | None, float | None]:
    """What 50, 99 and 99.9 % of them do not exceed, in milliseconds; they are seconds."""
    ordered = sorted(took)
    p50, p99, p999 = (_percentile(ordered, share) for share in (0.5, 0.99, 0.999))
    return p50, p99, p999


def _percentile(ordered: Sequence[float], share: float) -> float | None:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else None
