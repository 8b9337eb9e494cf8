"""Parley's commands as somebody runs them at a terminal."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

from runtime.new_secrets import load_or_create
from runtime.secrets import Secrets


class Terminal:
    """Runs Parley's commands on one database."""

    def __init__(self, database_url: str, folder: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
        self._environment = kept | {"PARLEY_DATABASE_URL": database_url, "PARLEY_DATA_DIR": str(folder)}
        self.keys: Secrets = load_or_create(folder / "secrets", log_has_events=False)

    def start(self, *words: str | Path, stdout: int | IO[str] = subprocess.PIPE) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "parley", *map(str, words)]
        return subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, text=True, env=self._environment)

    async def run(self, *words: str | Path) -> tuple[int, str, str]:
        """Exit code, output and complaints."""
        process = self.start(*words)
        out, err = await asyncio.to_thread(process.communicate)
        return process.returncode, out, err
