"""A Postgres and a NATS of the tests' own, started as Parley starts its, in memory where the machine allows."""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parley.embedded.nats import EmbeddedNats
from parley.embedded.postgres import EmbeddedPostgres
from parley.lock import Taken, held

MEMORY = Path("/dev/shm")  # fsync stays on, as the product insists; here it costs nothing


@contextmanager
def scratch() -> Iterator[Path]:
    """A short-named folder that is gone afterwards; what killed runs left behind goes too."""
    place = MEMORY if MEMORY.is_dir() else Path(tempfile.gettempdir())
    for folder in place.glob("parley-test-*"):
        with contextlib.suppress(Taken, OSError), held(folder):
            shutil.rmtree(folder)
    folder = Path(tempfile.mkdtemp(prefix="parley-test.", dir=place))
    with held(folder):
        folder = folder.rename(folder.with_name(folder.name.replace(".", "-")))  # only now may a sweep find it
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
