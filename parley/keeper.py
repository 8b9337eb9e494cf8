"""Keeps one child running: started again when it dies, at once the first time and then more and more slowly."""

import asyncio
import time
from typing import Protocol

import structlog

from parley.embedded.child import Child, ended
from parley.one_epoch import EpochOver
from parley.start_failed import StartFailed
from runtime.unsafe import Unsafe

log = structlog.get_logger()
LONGEST_PAUSE = 30.0  # seconds between two attempts
SETTLED = 60.0  # seconds after which an earlier death counts no more


class Service(Protocol):
    """A child that can be started again, on the same data and address."""

    @property
    def name(self) -> str: ...
    @property
    def process(self) -> Child | None: ...
    async def start(self) -> object: ...
    async def stop(self) -> None: ...


async def keep(service: Service) -> None:
    """Watch a started child until cancelled; raises `Unsafe` where it refuses its settings."""
    pause = 0.0
    while True:
        began = time.monotonic()
        if service.process:
            await ended(service.process)
            if service.process.returncode == Unsafe.EXIT_CODE:
                raise Unsafe(f"{service.name} refuses to run with these settings; it has said why above.")
            if service.process.returncode == EpochOver.EXIT_CODE:
                log.info("child_starts_again_in_another_epoch", child=service.name)
            else:
                log.error("child_died", child=service.name, exit_code=service.process.returncode)
        if time.monotonic() - began > SETTLED:
            pause = 0.0
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 2 or 0.5)
        try:
            await service.start()
        except StartFailed as failure:
            log.error("child_does_not_start", child=service.name, reason=str(failure))
