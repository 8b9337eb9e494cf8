"""Parley's commands, run beside its server."""

import asyncio
import subprocess
import sys
from pathlib import Path

from tests.support.parley_process import ParleyProcess


async def command(parley: ParleyProcess, *words: str | Path) -> tuple[int, str]:
    """Run one on the server's data; its exit code and all it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "parley", *map(str, words)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=parley.environment,
    )
    out, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode()


async def does(parley: ParleyProcess, *words: str | Path) -> str:
    """Have an operator's command succeed; what it says."""
    code, said = await command(parley, *words)
    assert code == 0, said
    return said
