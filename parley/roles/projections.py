"""The role `projections`: reads the log, keeps the read models, publishes to NATS."""

import asyncio
import signal

from runtime import nats, postgres
from runtime.settings import Settings


async def main(settings: Settings) -> None:
    """Work until told to stop."""
    assert settings.database_url
    assert settings.nats_url
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    pool = await postgres.open_pool(settings.database_url, application_name="parley projections")
    bus = await nats.connect(settings.nats_url, name="projections", patience=0)
    await stopped.wait()
    await nats.close(bus)
    await pool.close()
