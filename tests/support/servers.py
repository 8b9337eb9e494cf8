"""A Postgres and a NATS of the tests' own, started as Parley starts its, in memory where the machine allows."""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from parley.lock import Taken, held

MEMORY = Path("/dev/shm")  # fsync stays on, as the product insists; here it costs nothing


class Embedded(Protocol):
    """Postgres or NATS as Parley runs them."""

    async def start(self) -> object: ...
    async def stop(self) -> None: ...


Server = TypeVar("Server", bound=Embedded)


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
def running(make: Callable[[Path], Server]) -> Iterator[Server]:
    """A server with a folder of its own, until the end of the block."""
    with scratch() as folder:
        server = make(folder / "server")
        asyncio.run(server.start())
        try:
            yield server
        finally:
            asyncio.run(server.stop())
