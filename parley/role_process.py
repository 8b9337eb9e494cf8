"""A role of Parley as a process of its own, which may die and be started again without the others."""

import signal
import sys

from parley.embedded.child import Child, spawn, stop
from runtime.settings import Role


class RoleProcess:
    """Started with our environment and folder, so it reads the same settings."""

    def __init__(self, role: Role) -> None:
        self.name = role
        self.process: Child | None = None

    async def start(self) -> None:
        self.process = spawn([sys.executable, "-m", "parley", "role", self.name])

    async def stop(self) -> None:
        """It finishes what it has begun."""
        if self.process:
            await stop(self.process, signal.SIGTERM, patience=10)
