"""Looking at the log again and again, though it may be away."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger(__name__)


async def keep_looking(
    look: Callable[[], Awaitable[None]], every: float, behind: str, told: Callable[[Exception], str] = repr
) -> None:
    """Look every so many seconds until cancelled; the first of looks in a row that fail is logged as `behind`."""
    failed = False
    while True:
        try:
            await look()
            failed = False
        except Exception as error:  # whatever it was: nobody else would look
            if not failed:
                log.warning(behind, error=told(error))
            failed = True
        await asyncio.sleep(every)
