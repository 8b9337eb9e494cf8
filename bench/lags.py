"""How far the readers of the log are behind it, each second, and whether they stay where they are."""

import time
from collections.abc import Mapping, Sequence
from statistics import mean

import asyncpg

from bench.figures import Run
from bench.window import Window, until
from projections.search.search import NAME as SEARCH
from projections.status import status

FLAT = 0.25  # seconds' worth of events by which a lag may grow within a window
CAUGHT_UP_WITHIN = 180.0

Lags = dict[str, list[int]]


async def watch(db: "asyncpg.Connection[asyncpg.Record]", window: Window) -> Lags:
    """Look at every projection's lag each second of the window, and say it."""
    lags: Lags = {}
    for second in range(int(window.seconds) + 1):
        await until(window.begin + second)
        now = {one.name: one.lag for one in await status(db)}
        for name, lag in now.items():
            lags.setdefault(name, []).append(lag)
        print(f"  second {second:2}: behind by", ", ".join(f"{name} {lag:,}" for name, lag in now.items()), flush=True)
    return lags


def flat(lags: Mapping[str, Sequence[int]], rate: float) -> bool | None:
    """Has no lag grown from the first third of the window to the last? None where the window was too short to tell.

    Search is to fall behind: it keeps to a small share of the time while people talk.
    """
    waited_for = [seen for name, seen in lags.items() if name != SEARCH and len(seen) > 2]
    grown = [_mean_of_last_third(seen) - _mean_of_last_third(seen[::-1]) for seen in waited_for]
    return all(growth <= rate * FLAT for growth in grown) if grown else None


def all_flat(runs: Sequence[Run]) -> bool | None:
    """The same of several runs."""
    found = [flat(run.lags, run.rate) for run in runs]
    return None if None in found else all(found)


def _mean_of_last_third(seen: Sequence[int]) -> float:
    return mean(seen[-(len(seen) // 3) :])


async def caught_up(db: "asyncpg.Connection[asyncpg.Record]") -> float:
    """Wait until no reader but search is behind any more; how many seconds that took."""
    began = time.perf_counter()
    while any(one.lag for one in await status(db) if one.name != SEARCH):
        assert time.perf_counter() < began + CAUGHT_UP_WITHIN, await status(db)
        await until(time.perf_counter() + 0.05)
    return time.perf_counter() - began
