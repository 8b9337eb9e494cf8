"""How much CPU each part spends: every process of ours, every kind of Postgres backend, and those that ended."""

import time
from collections.abc import Mapping
from contextlib import suppress

import asyncpg
import psutil

from bench.window import Window, until

# A backend is told by what it did last; what never asked anything of ours is background work of the server.
KINDS = """
    select pid, case
        when backend_type <> 'client backend' then 'postgres ' || backend_type
        when query like '%append_events%' then 'postgres for append'
        else 'postgres for ' || application_name end as part
    from pg_stat_activity where pid <> pg_backend_pid()
"""
ENDED = {"postgres": "postgres backends that ended"}


class Meter:
    """CPU seconds by part between `start` and `stop`; `named` are the processes that are not Postgres'."""

    def __init__(self, db: "asyncpg.Connection[asyncpg.Record]", named: Mapping[int, str]) -> None:
        self._db = db
        self._parents = {**named, _parent(db.get_server_pid()): "postgres"}
        self._parts: dict[int, str] = {}
        self._alive: dict[int, float] = {}
        self._ended: dict[int, float] = {}

    async def start(self) -> None:
        await self._look()
        self._alive, self._ended = self._now(), self._of_ended_children()

    async def stop(self) -> dict[str, float]:
        """CPU seconds of every part that spent any."""
        await self._look()
        spent: dict[str, float] = {}
        for pid, seconds in self._now().items():
            part = self._parts[pid]
            spent[part] = spent.get(part, 0.0) + seconds - self._alive.get(pid, 0.0)
        for pid, seconds in self._of_ended_children().items():
            name = self._parents[pid]
            spent[ENDED.get(name, f"{name}: its processes")] = seconds - self._ended.get(pid, 0.0)
        return {part: seconds for part, seconds in spent.items() if seconds > 0}

    async def during(self, window: Window) -> dict[str, float]:
        """CPU seconds of every part that spent any within a window."""
        await until(window.begin)
        await self.start()
        await until(window.end)
        return await self.stop()

    async def _look(self) -> None:
        self._parts.update({row["pid"]: row["part"] for row in await self._db.fetch(KINDS)})
        self._parts.update(self._parents)

    def _now(self) -> dict[int, float]:
        found = {}
        for pid in self._parts:
            with suppress(OSError):  # it ended
                found[pid] = time.clock_gettime(_clock(pid))
        return found

    def _of_ended_children(self) -> dict[int, float]:
        times = {pid: psutil.Process(pid).cpu_times() for pid in self._parents}
        return {pid: spent.children_user + spent.children_system for pid, spent in times.items()}


def each(spent: Mapping[str, float], count: int) -> dict[str, float]:
    """CPU seconds of a run as microseconds for one message."""
    return {part: round(seconds / max(count, 1) * 1e6, 2) for part, seconds in spent.items()}


def _clock(pid: int) -> int:
    """Linux' clock of a process' CPU time, to the nanosecond: what `clock_getcpuclockid(3)` computes."""
    return ~pid << 3 | 2


def _parent(pid: int) -> int:
    return psutil.Process(pid).ppid()
