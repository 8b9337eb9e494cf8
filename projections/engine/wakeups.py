"""Hearing that the log has grown: NOTIFY wakes, a probe and a poll make up for the notifications that get lost."""

import asyncio
from collections.abc import Mapping

import structlog

from events.log.read import CHANNEL, HEAD
from projections.engine.ownership import Connect
from projections.engine.troubles import passes
from runtime.postgres import Connection

POLL = 1.0  # seconds that a lost notification costs
PROBE = 5.0  # a listening connection dies unnoticed
log = structlog.get_logger(__name__)


class Wakeups:
    """The greatest position this process has heard of, and whoever waits for a greater one."""

    def __init__(self) -> None:
        self.head = 0
        self._grown = asyncio.Event()

    def saw(self, head: int) -> None:
        """The log reaches at least to `head`."""
        if head > self.head:
            self.head = head
            self._grown.set()
            self._grown = asyncio.Event()

    def doubt(self, position: int) -> None:
        """Nothing stood after `position` although something was said to: wait for the next word, do not spin."""
        self.head = min(self.head, position)

    async def past(self, position: int, patience: float = POLL) -> None:
        """Return once the log is said to go beyond `position`, and after `patience` seconds in any case."""
        try:
            async with asyncio.timeout(patience):
                while self.head <= position:
                    await self._grown.wait()
        except TimeoutError:
            return

    async def listen(self, connect: Connect, also: "Mapping[str, Wakeups] | None" = None) -> None:
        """Listen for ever, on a connection of its own that is replaced when a probe gets no answer.

        `also` are others who hear of positions, each on its channel.
        """
        while True:
            try:
                await self._listen(await connect(), {CHANNEL: self} | dict(also or {}))
            except Exception as error:
                if not passes(error):
                    raise
                log.warning("not_listening", error=repr(error))
            await asyncio.sleep(POLL)

    async def _listen(self, db: Connection, hearers: "Mapping[str, Wakeups]") -> None:
        try:
            for channel in hearers:
                await db.add_listener(channel, lambda _db, _pid, on, head: hearers[on].saw(int(str(head))))
            while True:
                self.saw(await db.fetchval(HEAD, timeout=PROBE))
                await asyncio.sleep(PROBE)
        finally:
            db.terminate()
