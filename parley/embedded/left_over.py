"""A child that a killed parent left behind is stopped before its successor starts."""

import asyncio
import contextlib
import os
import signal
from pathlib import Path

import psutil
import structlog

from parley.start_failed import StartFailed

log = structlog.get_logger()
PATIENCE = ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0))  # seconds


async def stop_left_over(note: Path, *words: str) -> None:
    """Stop the process whose number the file holds, if its command line holds these words: a stranger's does not.

    Raises `StartFailed` where it does not end.
    """
    process = _left_over(note, set(words))
    if process is None:
        return
    log.warning("left_over", pid=process.pid, command=words)
    for how, patience in PATIENCE:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, how)
        for _ in range(int(patience / 0.02)):
            if not _runs(process):
                return
            await asyncio.sleep(0.02)
    raise StartFailed(f"Process {process.pid} ({' '.join(words)}) was left behind by another start and does not end.")


def _left_over(note: Path, words: set[str]) -> psutil.Process | None:
    try:
        process = psutil.Process(int(note.read_text()))
        return process if words <= set(process.cmdline()) and _runs(process) else None
    except (OSError, ValueError, psutil.Error):
        return None


def _runs(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False
