"""What a command of Parley's says in a folder of a test's own, and with which exit code it ends."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

NOWHERE = {"PARLEY_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "PARLEY_NATS_URL": "nats://127.0.0.1:1"}


async def said(folder: Path, *words: str, **settings: str) -> tuple[int, str]:
    """Exit code and what was said of it, which is never a traceback."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    command, own = [sys.executable, "-m", "parley", *words], {"PARLEY_DATA_DIR": str(folder), **settings}
    ran = await asyncio.to_thread(
        subprocess.run, command, env=kept | own, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr
    return ran.returncode, (ran.stdout + ran.stderr).strip()
