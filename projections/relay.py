"""The relay: the only publisher of the log to JetStream, in atomic batches, so that a sequence is a position."""

import asyncio
from collections.abc import Iterator, Sequence

import nats.errors
import structlog
from nats.aio.client import Client

from events.log import read
from events.stored import StoredEvent
from projections.bus import remake
from projections.bus.publish import Refused, publish
from projections.bus.stream import end_of
from projections.engine import checkpoint
from projections.engine.health import Part, State
from projections.engine.ownership import Term
from projections.engine.page import check_contiguous
from projections.engine.session import SESSION
from projections.engine.tasks import end
from projections.engine.wakeups import Wakeups
from runtime.postgres import Connection, Pool

NAME = remake.RELAY
FULL = 1000
FULL_BYTES = 1024 * 1024
PACE = 0.075  # seconds: a batch costs the server two syncs, however small it is
COMPARE_EVERY = 2.0  # seconds: what somebody does to the stream is found also while nobody talks
LONGEST_BACK_OFF = 5.0
log = structlog.get_logger(__name__)


class Relay:
    """Copies the log to the stream. Nothing live waits for it."""

    def __init__(self, pool: Pool, client: Client, epoch: str, wakeups: Wakeups, part: Part, replicas: int = 1) -> None:
        self._pool = pool
        self._client = client
        self._epoch = epoch
        self._wakeups = wakeups
        self._part = part
        self._replicas = replicas

    async def work(self, term: Term) -> None:
        """Relay for ever, through every absence of NATS; raises `BusDiffers`, or what Postgres away raises."""
        back_off = 0.1
        async with self._pool.acquire() as db:
            await db.execute(SESSION)
            while True:
                try:
                    await self._connected()
                    await self._relay(db, term, await self._begin(db, term))
                except nats.errors.MaxPayloadError:
                    raise
                except (Refused, nats.errors.Error) as error:
                    # Whatever became of the batch: the stream's end tells, and is compared with the log once more.
                    self._part.state, self._part.trouble = State.WAITING, repr(error)
                    log.warning("relay_waits", error=repr(error), seconds=back_off)
                    await asyncio.sleep(back_off)
                    back_off = min(back_off * 2, LONGEST_BACK_OFF) if self._client.is_connected else 0.1
                else:
                    back_off = 0.1

    async def _connected(self) -> None:
        while not self._client.is_connected:
            self._part.state, self._part.trouble = State.WAITING, "NATS is away"
            await asyncio.sleep(0.1)

    async def _begin(self, db: Connection, term: Term) -> int:
        """Make the stream anew where that was asked for; returns where it ends, once that is what the log has there."""
        js = self._client.jetstream()
        if asking := await remake.asked(db, self._epoch):
            await remake.carry_out(js, db, term, asking, self._epoch, self._replicas)
        known = await checkpoint.position_of(db, term.name)
        position = await end_of(js, db, self._epoch, self._replicas, known)
        await self._arrived(db, term, position)
        return position

    async def _relay(self, db: Connection, term: Term, position: int) -> None:
        """Go on from a position until the stream is to be looked at again."""
        loop = asyncio.get_running_loop()
        until, ahead = loop.time() + COMPARE_EVERY, None
        try:
            while loop.time() < until and not await remake.asked(db, self._epoch):
                page = await (ahead or self._page(db, position))
                check_contiguous(page, position)
                ahead = self._ahead(page)
                for batch in _batches(page):
                    await publish(self._client, batch, self._epoch)
                    position = batch[-1].position
                    await self._arrived(db, term, position)
        finally:
            if ahead:
                await end(ahead)

    def _ahead(self, page: Sequence[StoredEvent]) -> "asyncio.Task[list[StoredEvent]] | None":
        """What comes behind a full page, read while that one is being published."""
        if len(page) < FULL:
            return None
        return asyncio.create_task(read.after(self._pool, page[-1].position, FULL), name="relay reads ahead")

    async def _page(self, db: Connection, position: int) -> list[StoredEvent]:
        """What comes next: at once where a full batch waits, and else a little later, when more has come."""
        await self._wakeups.past(position)
        await self._wakeups.past(position + FULL - 1, PACE)
        page = await read.after(db, position, FULL)
        if page:
            self._wakeups.saw(page[-1].position)
        else:
            self._wakeups.doubt(position)
        return page

    async def _arrived(self, db: Connection, term: Term, position: int) -> None:
        await checkpoint.put(db, term.name, term.owner, position)
        self._part.position, self._part.state, self._part.trouble = position, State.RUNNING, None


def _batches(page: Sequence[StoredEvent]) -> Iterator[Sequence[StoredEvent]]:
    """Cut a page of long messages, so that a batch stays below about a megabyte."""
    first, size = 0, 0
    for number, event in enumerate(page):
        if size > FULL_BYTES:
            yield page[first:number]
            first, size = number, 0
        size += len(event.data)
    if page:
        yield page[first:]
