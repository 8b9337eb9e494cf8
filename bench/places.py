"""Where a bench runs: a folder and servers of its own, on a real disk, gone afterwards unless they are to be kept."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import asyncpg

from migrations import versions
from migrations.upgrade import upgrade
from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import Access
from parley.embedded.postgres import EmbeddedPostgres, address
from parley.lock import Taken, held
from runtime.folders import private


class Busy(Exception):
    """Two benches want the same folder at once."""

    EXIT_CODE = Taken.EXIT_CODE


@contextmanager
def folder(kept: Path | None = None, name: str = "") -> Iterator[Path]:
    """A folder that is gone afterwards, or the one of this name among those that are kept for the next run."""
    if kept:
        yield _kept(kept.absolute(), name)
        return
    place = Path(tempfile.mkdtemp(prefix="parley-bench-"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _kept(among: Path, name: str) -> Path:
    """The folder of this name and schema; those of other schemas go."""
    place = among / f"{name}-{schema()}"
    for other in among.glob(f"{name}-*"):
        if other != place:
            with suppress(Taken), held(other):
                shutil.rmtree(other)
    return private(place)


@asynccontextmanager
async def postgres(place: Path) -> AsyncIterator[Path]:
    """A Postgres as Parley runs its own; yields the folder that addresses are made of. Raises `Busy`."""
    server = EmbeddedPostgres(place / "postgres")
    with _ours(place):
        try:
            await server.start()
            yield server.folder
        finally:
            await server.stop()


@contextmanager
def _ours(place: Path) -> Iterator[None]:
    """Nobody else is at work there; raises `Busy`."""
    with ExitStack() as holding:
        try:
            holding.enter_context(held(place))
        except Taken:
            said = f"Another bench is at work in {place}: wait until it has ended, or give another folder."
            raise Busy(said) from None
        yield


@asynccontextmanager
async def nats(place: Path) -> AsyncIterator[tuple[Access, int]]:
    """A NATS as Parley runs its own: how to reach it, and its process id."""
    server = EmbeddedNats(place / "nats")
    try:
        access = await server.start()
        assert server.process
        yield access, server.process.pid
    finally:
        await server.stop()


async def new_database(server: Path, name: str) -> str:
    """The address of a migrated, empty database, in the place of one that was there."""
    await execute(address(server, "postgres"), f"drop database if exists {name}", f"create database {name}")
    await upgrade(address(server, name))
    return address(server, name)


def schema() -> str:
    """Another word for every state of the migrations: what is kept was made by these, or is made anew."""
    digest = sha256()
    for file in sorted(Path(versions.__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


async def execute(url: str, *statements: str) -> None:
    """Run statements, each in a transaction of its own."""
    db = await asyncpg.connect(url)
    try:
        for statement in statements:
            await db.execute(statement)
    finally:
        await db.close()
