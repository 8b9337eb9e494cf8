"""A Parley to measure: `parley serve` in processes of its own, on a free port, and a look into its database."""

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

import asyncpg

from bench import places
from bench.bare_server import bare_server
from bench.cpu import Meter
from bench.worker import working
from parley.embedded.postgres import address
from tests.support.parley_process import ParleyProcess

# What is measured is how much Parley can do, not how much it lets one account and one address do; and signals would
# come between frames that are counted byte by byte.
NO_LIMITS = {
    "PARLEY_PRESENCE_MAX_MEMBERS": "0",
    "PARLEY_SOCKETS_PER_ACCOUNT": "0",
    "PARLEY_SOCKETS_PER_ADDRESS": "0",
    **{f"PARLEY_RATE_{what}": "off" for what in ("FRAMES", "SENDS", "ROOMS", "JOINS", "SIGN_INS", "REGISTRATIONS")},
}
STARTS_WITHIN = 180.0  # seconds, on a busy machine


class Served:
    """What runs, and how to reach it."""

    def __init__(self, process: ParleyProcess, place: Path, db: "asyncpg.Connection[asyncpg.Record]") -> None:
        self.url = process.url
        self.place = place
        self.postgres = place / "postgres"
        self.db = db
        self._process = process

    def meter(self, others: dict[int, str]) -> Meter:
        """What measures all its parts, and those of the bench itself."""
        kinds = {"role api": "api", "role projections": "projections", "nats-server": "nats-server"}
        return Meter(self.db, {self._process.child(words).pid: name for words, name in kinds.items()} | others)

    @property
    def api(self) -> int:
        """The process that serves the sockets."""
        return self._process.child("role api").pid

    async def head(self) -> int:
        position: int = await self.db.fetchval("select coalesce(max(position), 0) from events")
        return position


@asynccontextmanager
async def served(kept: Path | None = None) -> AsyncIterator[Served]:
    """Everything of Parley, started as an operator starts it; in a folder that is gone afterwards, or in this one."""
    with nullcontext(kept) if kept else places.folder() as place:
        process = ParleyProcess(place, PARLEY_LOG_LEVEL="warning", **NO_LIMITS)
        try:
            await process.ready(STARTS_WITHIN)
            db = await asyncpg.connect(address(place / "postgres"))
            try:
                yield Served(process, place, db)
            finally:
                await db.close()
        finally:
            await process.end(signal.SIGINT)


@asynccontextmanager
async def bare(parley: Served) -> AsyncIterator[tuple[str, dict[int, str]]]:
    """The bare server on a new database of the same Postgres: its address, and what a meter calls it."""
    name = "bare"
    await places.execute(address(parley.postgres), f"drop database if exists {name}", f"create database {name}")
    async with working(bare_server, address(parley.postgres, name)) as server:
        yield await server.hear(), {server.pid: "bare server"}
