"""A core runner in a process of its own, so that a test can freeze or kill it."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from events.keyring import Keyring
from projections.core import NAME, core
from projections.engine.duty import keep
from projections.engine.health import Part
from projections.engine.runner import Runner
from projections.engine.wakeups import Wakeups
from runtime.postgres import open_pool
from tests.projections.talk import connecting
from tests.support.keys import SECRETS


async def main(url: str) -> None:
    pool, wakeups = await open_pool(url), Wakeups()
    keyring = Keyring(pool, SECRETS.keks, SECRETS.current_kek)
    runner, part = Runner(core(), pool, keyring, wakeups, Part()), Part()
    await asyncio.gather(wakeups.listen(connecting(url)), keep(NAME, connecting(url), runner.work, part))


@contextmanager
def core_process(url: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", __name__, url], stderr=subprocess.DEVNULL, env=os.environ)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
