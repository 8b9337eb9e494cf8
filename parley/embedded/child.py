"""Children: started apart from our terminal, ended with us where Linux lets us, and stopped with patience."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

ENOUGH_LOG = 16 * 1024 * 1024  # bytes; then the file is put aside at the next start, and the one before it goes

Child: TypeAlias = subprocess.Popen[bytes]


def spawn(
    argv: Sequence[str | Path],
    *,
    log: Path | None = None,
    when_orphaned: signal.Signals = signal.SIGTERM,
    setpriv: Sequence[str] = (),
) -> Child:
    """Start a child in a session of its own, so that a Ctrl-C reaches it through us, in order.

    It gets `when_orphaned` when we are killed, and its output goes to the file `log`, or where ours goes.
    `setpriv` holds further options of that command, by which the child loses our privileges.
    """
    options = [f"--pdeathsig={when_orphaned.name.removeprefix('SIG')}"] if _knows_pdeathsig() else []
    options += setpriv
    out = _opened(log) if log else None
    try:
        return subprocess.Popen(
            [*(["setpriv", *options] if options else []), *map(str, argv)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    finally:
        if out is not None:
            os.close(out)


async def stop(process: Child, how: signal.Signals, *, patience: float) -> None:
    """Ask the child to end, and after `patience` seconds make it."""
    if process.poll() is None:
        process.send_signal(how)
    if not await ended(process, patience):
        process.kill()
        await ended(process, patience)


async def ended(process: Child, patience: float = float("inf")) -> bool:
    """Wait until the child has ended, at most `patience` seconds; true if it has."""
    waited = 0.0
    while process.poll() is None:
        if waited >= patience:
            return False
        await asyncio.sleep(0.02)
        waited += 0.02
    return True


def last_words(log: Path, lines: int = 12) -> str:
    """The end of a log, for the sentence that says why something did not start."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def _opened(log: Path) -> int:
    if log.exists() and log.stat().st_size > ENOUGH_LOG:
        log.replace(log.with_suffix(".1.log"))
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def _knows_pdeathsig() -> bool:
    """True with util-linux; elsewhere a child that outlives us is found and stopped at the next start."""
    return sys.platform == "linux" and os.path.realpath(shutil.which("setpriv") or "").endswith("setpriv")
