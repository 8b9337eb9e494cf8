"""A role of Parley as a process of its own, which may die and be started again without the others."""

import signal
import sys
from pathlib import Path

from parley.embedded.child import Child, spawn, stop
from parley.embedded.left_over import stop_left_over
from runtime.folders import private, write_private
from runtime.settings import Role


class RoleProcess:
    """Started with our environment and folder, so it reads the same settings."""

    def __init__(self, role: Role, folder: Path) -> None:
        self.name = role
        self.note = folder / f"{role}.pid"
        self.process: Child | None = None

    async def take_over(self) -> None:
        """See that no killed parent's process of this role is still at work; raises `StartFailed`."""
        await stop_left_over(self.note, "-m", "parley", "role", self.name)

    async def start(self) -> None:
        self.process = spawn([sys.executable, "-m", "parley", "role", self.name])
        private(self.note.parent)
        write_private(self.note, str(self.process.pid).encode())

    async def stop(self) -> None:
        """It finishes what it has begun."""
        if self.process:
            await stop(self.process, signal.SIGTERM, patience=10)
            self.note.unlink(missing_ok=True)
