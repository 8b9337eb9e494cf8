"""A role of Parley as a process of its own, which may die and be started again without the others."""

import asyncio
import signal
import sys
from pathlib import Path

from parley.embedded.child import Child, spawn, stop
from parley.embedded.left_over import stop_left_over
from runtime.folders import private, write_private
from runtime.settings import ALL_ROLES, Role


async def take_over(folder: Path) -> None:
    """See that no killed parent's process of any role is still at work; raises `StartFailed`."""
    await asyncio.gather(*(stop_left_over(note, "-m", "parley", "role", role) for role, note in _notes(folder)))


def _notes(folder: Path) -> list[tuple[Role, Path]]:
    return [(role, note) for role in ALL_ROLES for note in folder.glob(f"{role}*.pid")]


class RoleProcess:
    """Started with our environment and folder, so it reads the same settings; `number` tells it from its like."""

    def __init__(self, role: Role, folder: Path, number: int = 1) -> None:
        self.name = role if number == 1 else f"{role}-{number}"
        self.note = folder / f"{self.name}.pid"
        self.process: Child | None = None
        self._role = role

    async def start(self) -> None:
        self.process = spawn([sys.executable, "-m", "parley", "role", self._role])
        private(self.note.parent)
        write_private(self.note, str(self.process.pid).encode())

    async def stop(self) -> None:
        """It finishes what it has begun."""
        if self.process:
            await stop(self.process, signal.SIGTERM, patience=10)
            self.note.unlink(missing_ok=True)
