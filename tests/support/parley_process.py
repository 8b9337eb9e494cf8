"""Parley as a user runs it: the command, in a process of its own, on a data folder of the test's."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil

from parley.embedded.child import ended


class ParleyProcess:
    """`parley serve` on one folder and port; may be started again after it has ended."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.said = data_dir / "said.txt"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
        own = {"PARLEY_DATA_DIR": str(data_dir), "PARLEY_PORT": str(self.port), "PARLEY_LOG_FORMAT": "json"}
        self.environment = kept | own | settings
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "subprocess.Popen[bytes]":
        self.said.parent.mkdir(mode=0o700, exist_ok=True)
        with self.said.open("wb") as said:
            command = [sys.executable, "-m", "parley", "serve"]
            self.process = subprocess.Popen(command, stdout=said, stderr=said, env=self.environment)
        return self.process

    async def ready(self, seconds: float = 60) -> None:
        """Start, and return when it says that it is ready."""
        process = self.start()
        async with asyncio.timeout(seconds):
            while b"Parley is ready" not in self.said.read_bytes():
                assert process.poll() is None, self.said.read_text()
                await asyncio.sleep(0.02)

    async def result(self, seconds: float = 60) -> tuple[int, str]:
        """Start, and return its exit code and all that it said."""
        process = self.start()
        assert await ended(process, seconds), self.said.read_text()
        return process.returncode, self.said.read_text()

    async def end(self, how: signal.Signals = signal.SIGINT, seconds: float = 30) -> int:
        assert self.process
        self.process.send_signal(how)
        assert await ended(self.process, seconds), self.said.read_text()
        return self.process.returncode

    def child(self, named: str) -> psutil.Process:
        """The one child whose command line holds this word."""
        (found,) = self.those(named)
        return found

    def those(self, named: str) -> list[psutil.Process]:
        """The children whose command lines hold this word."""
        assert self.process
        return [child for child in psutil.Process(self.process.pid).children() if named in " ".join(child.cmdline())]

    def children(self) -> list[psutil.Process]:
        assert self.process
        return psutil.Process(self.process.pid).children(recursive=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
