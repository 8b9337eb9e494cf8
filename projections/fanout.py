"""The fan-out: once the core read models have an event, its frame goes to whoever follows the room.

It may repeat frames (a gateway drops what it has) and may leave out what is older than a few seconds (a gateway that
misses a seq reads it from Postgres), so NATS being away neither blocks it for ever nor piles anything up.
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from uuid import UUID

import nats.errors
import structlog
from nats.aio.client import Client

from events.keyring import Keyring
from events.live import subject_of
from events.log import read
from events.stored import Recorded
from projections import core
from projections.engine import checkpoint
from projections.engine.health import Part, State
from projections.engine.opening import opened
from projections.engine.ownership import Term
from projections.engine.page import PAGE, check_contiguous
from projections.engine.session import SESSION
from projections.engine.wakeups import POLL, Wakeups
from projections.frames import frames_of
from runtime.postgres import Connection, Pool

NAME = "fanout"
SETTLE = 0.25  # seconds between two checkpoints: what a crash cuts off is repeated
LOOK_AGAIN = 0.02  # seconds, while the core runner of another process is at work
BREATH = 64  # frames between two looks at what else is to be done
MAX_TOGETHER = 64 * 1024  # bytes of frames in one message of the bus, unless a single one is longer
STALE = """
    select coalesce((
        select position from events
        where position > $1 and position <= $2 and recorded_at < clock_timestamp() - interval '5 seconds'
        order by position desc limit 1), $1)
"""
log = structlog.get_logger(__name__)


class FanOut:
    """Publishes rooms' frames on the live account, never beyond the core's checkpoint."""

    def __init__(self, pool: Pool, keyring: Keyring, client: Client, epoch: str, wakeups: Wakeups, part: Part) -> None:
        self._pool = pool
        self._keyring = keyring
        self._client = client
        self._epoch = epoch
        self._wakeups = wakeups
        self._part = part
        self._handed: deque[Sequence[Recorded]] = deque(maxlen=16)  # what falls out is read from the log again
        self._woken = asyncio.Event()

    def committed(self, page: Sequence[Recorded]) -> None:
        """The core runner of this process has committed a page."""
        if self._part.state is State.RUNNING:
            self._handed.append(page)
            self._woken.set()

    async def work(self, term: Term) -> None:
        """Fan out for ever; raises `Poisoned`, `OwnershipLost`, or what Postgres away raises."""
        async with self._pool.acquire() as db:
            await db.execute(SESSION)
            settled = await checkpoint.position_of(db, term.name)
            while True:
                settled = await self._connected(db, settled)
                try:
                    settled = await self._while_connected(db, term, settled)
                except nats.errors.Error as error:
                    log.warning("fanout_waits", error=repr(error))
                    await asyncio.sleep(POLL)

    async def _connected(self, db: Connection, position: int) -> int:
        """Wait for NATS, then pass over what nobody waits for any more."""
        while not self._client.is_connected:
            self._part.state, self._part.trouble = State.WAITING, "NATS is away"
            await asyncio.sleep(0.1)
        self._part.state, self._part.trouble = State.RUNNING, None
        stale: int = await db.fetchval(STALE, position, await checkpoint.position_of(db, core.NAME))
        return stale

    async def _while_connected(self, db: Connection, term: Term, settled: int) -> int:
        """Publish until the connection breaks; returns up to where the server surely has everything."""
        loop = asyncio.get_running_loop()
        connection, position, due, look = self._client.stats["reconnects"], settled, 0.0, True
        while True:
            batch = self._next(position)
            # What is not handed over where it was expected is asked for: most pages need no question.
            if not batch and (look or self._handed):
                batch = await self._logged(db, position)
            if batch:
                await self._publish(await self._fresh(db, batch))
                position = self._part.position = batch[-1].position
            if position > settled and loop.time() >= due:
                await self._client.flush(2)
                if connection != self._client.stats["reconnects"]:
                    return settled  # frames may have died with the old connection
                await checkpoint.put(db, term.name, term.owner, position)
                settled, due = position, loop.time() + SETTLE
            if not batch:
                look = not await self._handed_within(position, SETTLE if position > settled else POLL)

    def _next(self, position: int) -> Sequence[Recorded]:
        """The events after a position as the core runner of this process handed them over."""
        while self._handed and self._handed[0][-1].position <= position:
            self._handed.popleft()
        if self._handed and self._handed[0][0].position <= position + 1:
            page = self._handed.popleft()
            return page[position + 1 - page[0].position :]
        return ()

    async def _logged(self, db: Connection, position: int) -> Sequence[Recorded]:
        """The events after a position that are readable, from the log."""
        up_to = await checkpoint.position_of(db, core.NAME)
        stored = await read.after(db, position, PAGE, up_to) if up_to > position else []
        check_contiguous(stored, position)
        return await opened(NAME, self._keyring, stored)

    async def _fresh(self, db: Connection, batch: Sequence[Recorded]) -> Sequence[Recorded]:
        """A full page may mean that the core is catching up on old times, which nobody follows any more."""
        if len(batch) < PAGE:
            return batch
        stale = await db.fetchval(STALE, batch[0].position - 1, batch[-1].position)
        return [recorded for recorded in batch if recorded.position > stale]

    async def _handed_within(self, position: int, patience: float) -> bool:
        """Wait for a page from the core runner of this process; False where none has come."""
        self._woken.clear()
        if self._handed:
            return True
        patience = LOOK_AGAIN if self._wakeups.head > position else patience
        try:
            async with asyncio.timeout(patience):
                return await self._woken.wait()
        except TimeoutError:
            return False

    async def _publish(self, batch: Sequence[Recorded]) -> None:
        together: dict[UUID, bytes] = {}
        for number, packed in enumerate(frames_of(NAME, self._epoch, batch), 1):
            said = together.get(packed.room_id, b"")
            if said and len(said) + len(packed.payload) > MAX_TOGETHER:
                await self._client.publish(subject_of(packed.room_id), said)
                said = b""
            together[packed.room_id] = said + packed.payload
            if number % BREATH == 0:
                await self._send(together)
                together = {}
                await asyncio.sleep(0)
        await self._send(together)

    async def _send(self, together: Mapping[UUID, bytes]) -> None:
        for room_id, frames in together.items():
            await self._client.publish(subject_of(room_id), frames)
