"""The role `projections`: reads the log, keeps the read models, publishes to NATS."""

import asyncio
import contextlib
import signal
from functools import partial

from events.keyring import Keyring
from events.log import read
from parley.garbage import settle
from parley.one_epoch import one_epoch
from parley.terminal.explained import reaching_postgres
from projections.run import run
from runtime import nats, postgres
from runtime.secrets import load
from runtime.settings import Settings

NAME = "parley projections"


async def main(settings: Settings) -> None:
    """Work until told to stop, or until the log's epoch is over."""
    assert settings.database_url
    assert settings.nats_url
    assert settings.nats_live_url
    secrets = load(settings.secrets_folder)
    with reaching_postgres():
        pool = await postgres.open_pool(settings.database_url, application_name=NAME)
        epoch = (await read.head(pool)).epoch
    bus = await nats.connect(settings.nats_url, name="relay", patience=0)
    live = await nats.connect(settings.nats_live_url, name="fan-out", patience=0)
    keyring = Keyring(pool, secrets.keks, secrets.current_kek)
    connect = partial(postgres.connect, settings.database_url, application_name=NAME)
    working = asyncio.create_task(
        run(pool, connect, keyring, epoch, bus, live, replicas=settings.nats_replicas), name="projections"
    )
    settle()
    for told in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(told, working.cancel)
    try:
        async with one_epoch(settings.database_url, working.cancel):
            with contextlib.suppress(asyncio.CancelledError):
                await working
    finally:
        await nats.close(live)
        await nats.close(bus)
        await pool.close()
