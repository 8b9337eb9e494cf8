"""How much CPU each part spends: every process of ours, and every kind of Postgres backend."""

from collections.abc import Mapping
from contextlib import suppress

import asyncpg
import psutil

# A backend is told by what it did last; what never asked anything of ours is background work of the server.
KINDS = """
    select pid, case
        when backend_type <> 'client backend' then 'postgres ' || backend_type
        when query like '%append_events%' then 'postgres for append'
        else 'postgres for ' || application_name end as part
    from pg_stat_activity where pid <> pg_backend_pid()
"""


class Meter:
    """CPU seconds by part between `start` and `stop`; `named` are the processes that are not Postgres'."""

    def __init__(self, db: "asyncpg.Connection[asyncpg.Record]", named: Mapping[int, str]) -> None:
        self._db = db
        self._named = named
        self._before: dict[int, float] = {}
        self._kinds: dict[int, str] = {}

    async def start(self) -> None:
        await self._look()
        self._before = self._seconds()

    async def stop(self) -> dict[str, float]:
        """CPU seconds of every part that spent any."""
        await self._look()
        spent: dict[str, float] = {}
        for pid, seconds in self._seconds().items():
            part = self._kinds[pid]
            spent[part] = spent.get(part, 0.0) + seconds - self._before.get(pid, 0.0)
        return {part: seconds for part, seconds in spent.items() if seconds > 0}

    async def _look(self) -> None:
        self._kinds.update({row["pid"]: row["part"] for row in await self._db.fetch(KINDS)})
        self._kinds.update(self._named)

    def _seconds(self) -> dict[int, float]:
        found = {}
        for pid in self._kinds:
            with suppress(psutil.NoSuchProcess):
                times = psutil.Process(pid).cpu_times()
                found[pid] = times.user + times.system
        return found


def each(spent: Mapping[str, float], count: int) -> dict[str, float]:
    """CPU seconds of a run as microseconds for one message."""
    return {part: round(seconds / max(count, 1) * 1e6, 2) for part, seconds in spent.items()}
