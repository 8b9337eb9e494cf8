"""A rebuild in a process of its own that says what it is doing, so that a test can kill it there."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from projections.rebuild.rebuild import rebuild
from projections.rebuild.site import Source
from tests.support.keys import SECRETS


async def main(url: str) -> None:
    def told(stage: str, done: int, total: int) -> None:
        sys.stdout.write(f"{stage}\n")
        sys.stdout.flush()

    await rebuild(Source(url, url, SECRETS.keks, SECRETS.current_kek), told, each=40)


@contextmanager
def rebuild_process(url: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen([sys.executable, "-m", __name__, url], stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
