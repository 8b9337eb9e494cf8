"""Ending tasks for sure."""

import asyncio
from collections.abc import Iterable
from typing import Any

AGAIN = 0.5  # seconds


async def end(*tasks: "asyncio.Future[Any]") -> None:
    """Cancel until they have ended: nats-py, and asyncio.wait_for before Python 3.12, may swallow a cancellation."""
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        done, pending = await asyncio.wait(pending, timeout=AGAIN)
        for task in done:
            if not task.cancelled():
                task.exception()  # looked at, or asyncio would complain


async def together(*tasks: "asyncio.Task[Any]") -> None:
    """Wait for all; when one fails or we are cancelled, the others end too. Raises the first failure."""
    try:
        await _first_failure(tasks)
    finally:
        await end(*tasks)


async def _first_failure(tasks: "Iterable[asyncio.Task[Any]]") -> None:
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in done:
        task.result()
