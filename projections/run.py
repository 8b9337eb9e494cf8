"""The projections process: core read models, search, relay and fan-out, side by side."""

import asyncio

from nats.aio.client import Client

from events.keyring import Keyring
from projections import core, fanout, relay
from projections.engine.duty import keep
from projections.engine.health import Health
from projections.engine.ownership import Connect
from projections.engine.runner import Runner
from projections.engine.tasks import together
from projections.engine.wakeups import Wakeups
from projections.rebuild.forgetting import Forgetting
from projections.search import search
from runtime.postgres import Pool


async def run(
    pool: Pool,
    connect: Connect,
    keyring: Keyring,
    epoch: str,
    nats_events: Client,
    nats_live: Client,
    *,
    replicas: int = 1,
    health: Health | None = None,
) -> None:
    """Run until cancelled, whatever Postgres and NATS do; a part that stops for good leaves the others running.

    `connect` opens a connection of its own as the application's role, straight to Postgres (advisory locks and LISTEN
    do not survive a transaction pooler); five are held. Of `pool` four connections are held, and two more are used.
    """
    health = health or Health()
    wakeups, wishes = Wakeups(), Wakeups()
    live = fanout.FanOut(pool, keyring, nats_live, epoch, wakeups, health.fanout)
    runner = Runner(core.core(), pool, keyring, wakeups, health.core, live.committed)
    bus = relay.Relay(pool, nats_events, epoch, wakeups, health.relay, replicas)
    searched = search.Search(pool, wishes, health.search)
    await together(
        asyncio.create_task(wakeups.listen(connect, {search.CHANNEL: wishes}), name="wakeups"),
        asyncio.create_task(keep(core.NAME, connect, runner.work, health.core), name=core.NAME),
        asyncio.create_task(keep(relay.NAME, connect, bus.work, health.relay), name=relay.NAME),
        asyncio.create_task(keep(fanout.NAME, connect, live.work, health.fanout), name=fanout.NAME),
        asyncio.create_task(keep(search.NAME, connect, searched.work, health.search), name=search.NAME),
        asyncio.create_task(Forgetting(pool, keyring).run(), name="kept versions"),
    )
