"""A whole projections process on a test's database and NATS."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from nats.aio.client import Client

from projections.engine.health import Health
from projections.engine.tasks import end
from projections.run import run
from runtime import nats
from tests.projections.talk import connecting
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

As = Callable[[str], str]


@asynccontextmanager
async def everything_running(kept: OpenLog, url: str, as_: As, epoch: str | None = None) -> AsyncIterator[Health]:
    """Core, relay and fan-out until the end of the block; `as_` gives a NATS user's address."""
    health = Health()
    events = await nats.connect(as_("relay"), name="relay")
    live = await nats.connect(as_("live"), name="fan-out")
    epoch = epoch or (await kept.log.head()).epoch
    task = asyncio.create_task(run(kept.pool, connecting(url), kept.keyring, epoch, events, live, health=health))
    try:
        yield health
    finally:
        await end(task)
        await nats.close(events)
        await nats.close(live)


async def stream_holds(client: Client, head: int) -> None:
    """Wait until the stream has so many messages."""
    async with asyncio.timeout(PATIENCE):
        while (await client.jetstream().stream_info("PARLEY_EVENTS")).state.last_seq != head:
            await asyncio.sleep(0.02)
