"""The embedded NATS server: on a loopback port of its own, syncing every message, each user with just their rights."""

import asyncio
import contextlib
import os
import signal
from pathlib import Path

import psutil
import structlog

from parley.embedded.child import Child, StartFailed, last_words, spawn, stop
from parley.embedded.nats_files import HOST, Access, binary, write_access, write_configuration
from runtime.folders import private

log = structlog.get_logger()


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
        await _take_over(self.folder)
        access = write_access(self.folder)
        configuration = write_configuration(self.folder, access)
        self.process = spawn([binary(), "--config", configuration], log=self.log)
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


async def _take_over(folder: Path) -> None:
    """Stop a server that a killed parent left behind: known by the configuration its command line names."""
    try:
        process = psutil.Process(int((folder / "nats.pid").read_text()))
        if str(folder / "nats.conf") not in process.cmdline():
            return
    except (OSError, ValueError, psutil.Error):
        return
    log.warning("nats_left_over", pid=process.pid)
    for how, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, how)
        for _ in range(patience * 50):
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                return
            await asyncio.sleep(0.02)
    raise StartFailed(f"Another NATS server (process {process.pid}) runs on {folder} and does not end.")
