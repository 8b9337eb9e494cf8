"""A rebuild in a process of its own that says what it is doing, for a test to kill there."""

import asyncio
import sys

from projections.rebuild.rebuild import rebuild
from projections.rebuild.site import Source
from tests.support.keys import SECRETS


async def main(url: str) -> None:
    def told(stage: str, done: int, total: int) -> None:
        sys.stdout.write(f"{stage}\n")
        sys.stdout.flush()

    await rebuild(Source(url, url, SECRETS.keks, SECRETS.current_kek), told, each=40)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
