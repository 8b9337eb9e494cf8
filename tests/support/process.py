"""A module of ours in a process of its own, so that a test can freeze or kill it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def running(module: str, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """Run its `__main__` part until the end of the block; what it prints can be read."""
    process = subprocess.Popen([sys.executable, "-m", module, *words], stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()
