"""What a client measures within a window: how long every send took, and that none was refused or lost."""

import asyncio
import time

from msgspec import Struct

from bench.figures import Run
from bench.window import Window, percentiles

DRAINED_WITHIN = 30.0  # seconds after the window, for what is still under way


class Failed(Exception):
    """The server refused what a bench sends, or hung up."""


class Sent(Struct, frozen=True):
    """All that was acknowledged, and the seconds it took within the window, the shortest first."""

    acknowledged: int
    took: list[float]

    def run(self, window: Window, cpu_us: dict[str, float], lags: dict[str, list[int]] | None = None) -> Run:
        return Run(len(self.took), window.seconds, *percentiles(self.took), cpu_us, lags or {})


class Tally:
    """One for all connections of a client; whoever has nothing under way after the window signs off."""

    def __init__(self, window: Window, connections: int) -> None:
        self.end = window.end
        self.acknowledged = 0
        self._begin = window.begin
        self._took: list[float] = []
        self._busy = connections
        self._done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def count(self, began: float, ended: float) -> bool:
        """One acknowledgement; true while the connection is to go on."""
        self.acknowledged += 1
        if self._begin <= ended < self.end:
            self._took.append(ended - began)
        return ended < self.end

    def sign_off(self) -> None:
        self._busy -= 1
        if not self._busy and not self._done.done():
            self._done.set_result(None)

    def fail(self, why: str) -> None:
        if not self._done.done():
            self._done.set_exception(Failed(why))

    async def result(self, window: Window) -> Sent:
        """Wait until the last one has signed off; raises `Failed`."""
        async with asyncio.timeout(window.end - time.perf_counter() + DRAINED_WITHIN):
            await self._done
        return Sent(self.acknowledged, sorted(self._took))
