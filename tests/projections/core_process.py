"""A core runner in a process of its own, for a test to freeze or kill."""

import asyncio
import sys

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


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
