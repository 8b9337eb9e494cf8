"""A Postgres that a killed parent left behind on our data is stopped before a new one starts."""

import asyncio
import contextlib
import os
import signal
from pathlib import Path

import psutil
import structlog

from parley.start_failed import StartFailed

log = structlog.get_logger()
GENTLE = 10.0  # seconds; then it is told not to wait for anything, and the next start replays the log
AT_MOST = 30.0


async def take_over(pgdata: Path, sockets: Path) -> None:
    """Stop whatever still runs on this data; raises `StartFailed` where it does not end."""
    note = pgdata / "postmaster.pid"
    if not note.exists():
        return  # every orderly end takes it away
    waited = 0.0
    asked: signal.Signals | None = None
    while running := _running(pgdata):
        how = signal.SIGINT if waited < GENTLE else signal.SIGQUIT
        if how is not asked:
            asked = how
            _tell(note, running, how)
        if waited >= AT_MOST:
            raise StartFailed(f"Another Postgres (process {running[0]}) runs on {pgdata} and does not end.")
        await asyncio.sleep(0.05)
        waited += 0.05
    # Nobody runs here, so these only name a dead process, or a stranger that has got its number since.
    note.unlink(missing_ok=True)
    (sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _running(pgdata: Path) -> list[int]:
    """Every Postgres process works inside its data folder, whatever it calls itself."""
    here = os.path.realpath(pgdata)
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.cwd() == here and Path(process.exe()).name == "postgres":
                found.append(process.pid)
    return found


def _tell(note: Path, running: list[int], how: signal.Signals) -> None:
    lines = note.read_text().splitlines() if note.exists() else []
    parent = int(lines[0]) if lines else 0
    if parent in running:  # where the parent is dead, its children notice and end by themselves
        log.warning("postgres_left_over", pid=parent, signal=how.name)
        with contextlib.suppress(ProcessLookupError):
            os.kill(parent, how)
