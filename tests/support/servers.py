"""A Postgres and a NATS of the tests' own, started as Parley starts its, in memory where the machine allows."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parley.embedded.nats import EmbeddedNats
from parley.embedded.postgres import EmbeddedPostgres

MEMORY = Path("/dev/shm")  # fsync stays on, as the product insists; here it costs nothing


@contextmanager
def scratch() -> Iterator[Path]:
    """A short-named folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="parley-test-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_postgres() -> Iterator[EmbeddedPostgres]:
    with scratch() as folder:
        postgres = EmbeddedPostgres(folder / "postgres")
        asyncio.run(postgres.start())
        try:
            yield postgres
        finally:
            asyncio.run(postgres.stop())


@contextmanager
def running_nats() -> Iterator[EmbeddedNats]:
    with scratch() as folder:
        nats = EmbeddedNats(folder / "nats")
        asyncio.run(nats.start())
        try:
            yield nats
        finally:
            asyncio.run(nats.stop())
