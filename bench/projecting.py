"""The process that keeps projections, by itself: on any database and NATS."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from parley.embedded.child import Child, ended
from parley.embedded.nats_access import Access

ENDS_WITHIN = 15.0  # seconds


@asynccontextmanager
async def projecting(place: Path, url: str, access: Access) -> AsyncIterator[int]:
    """`parley role projections`; yields its process id."""
    settings = {
        "PARLEY_DATA_DIR": str(place),
        "PARLEY_DATABASE_URL": url,
        "PARLEY_NATS_URL": access.url("relay"),
        "PARLEY_NATS_LIVE_URL": access.url("live"),
        "PARLEY_LOG_LEVEL": "warning",
    }
    process = _started(os.environ | settings)
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        if not await ended(process, ENDS_WITHIN):
            process.kill()
            await ended(process)


def _started(environment: Mapping[str, str]) -> Child:
    return subprocess.Popen([sys.executable, "-m", "parley", "role", "projections"], env=environment)
