"""`parley serve`: all of Parley on this machine."""

import asyncio
import contextlib

from parley.supervisor import supervise
from runtime.logs import configure_logs
from runtime.settings import Settings


def serve() -> None:
    """Run Parley until Ctrl-C: with a Postgres and a NATS of its own, or those the settings name."""
    settings = Settings()
    configure_logs(settings.log_level, settings.log_format, process="parley")
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(supervise(settings))
