"""The runner: reads the log page by page and applies each page to its projections in one short transaction."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from events.keyring import Keyring
from events.log import read
from events.stored import Recorded, StoredEvent
from projections.engine import checkpoint, parking
from projections.engine.at_once import taken_at_once
from projections.engine.health import Part
from projections.engine.opening import opened
from projections.engine.ownership import Term
from projections.engine.page import PAGE, SMALL, check_contiguous
from projections.engine.projection import Projection
from projections.engine.session import SESSION
from projections.engine.troubles import OwnershipLost, Poisoned, passes, without_values
from projections.engine.wakeups import Wakeups
from runtime.postgres import Connection, Pool

# What a page costs besides its events is worth waiting for more of them, where several come at a time. Who talks alone
# waits for nothing, and a page of more than `SMALL` has enough.
BUSY = 4  # events
PACE = 0.01  # seconds from one such page to the next
# A process that freezes in the middle of a statement is not idle: this ends what it holds then.
STATEMENT = "set statement_timeout = '30s'"
log = structlog.get_logger(__name__)


class Runner:
    """Keeps projections that share one checkpoint; `committed` hears of every page that has been committed."""

    def __init__(
        self,
        projections: Sequence[Projection],
        pool: Pool,
        keyring: Keyring,
        wakeups: Wakeups,
        part: Part,
        committed: Callable[[Sequence[Recorded]], None] | None = None,
    ) -> None:
        self._projections = projections
        self._pool = pool
        self._keyring = keyring
        self._wakeups = wakeups
        self._part = part
        self._committed = committed

    async def work(self, term: Term) -> None:
        """Follow the log for ever; raises `OwnershipLost`, `GapInLog`, `Poisoned`, or what Postgres away raises."""
        async with self._pool.acquire() as db:
            await db.execute(SESSION)
            await db.execute(STATEMENT)
            position = self._part.position = await checkpoint.position_of(db, term.name)
            while True:
                page = await read.after(db, position, PAGE)
                if not page:
                    self._wakeups.doubt(position)
                    await self._wakeups.past(position)
                    continue
                began = asyncio.get_running_loop().time()
                check_contiguous(page, position)
                await self._take(db, term, page)
                position = page[-1].position
                self._wakeups.saw(position)
                if BUSY <= len(page) <= SMALL:
                    await asyncio.sleep(began + PACE - asyncio.get_running_loop().time())

    async def _take(self, db: Connection, term: Term, page: Sequence[StoredEvent]) -> None:
        """Apply a page; one event that fails is found by halving, so that all before it are applied."""
        try:
            recorded = await self._keyring.open(page)
            if len(page) > SMALL or not await taken_at_once(db, term, self._projections, recorded):
                await self._apply(db, term, recorded)
        except OwnershipLost:
            raise
        except Exception as error:
            if passes(error):
                raise
            if len(page) > 1:
                middle = len(page) // 2
                await self._take(db, term, page[:middle])
                await self._take(db, term, page[middle:])
                return
            recorded = await self._take_one(db, term, page)
        self._part.position = page[-1].position
        if self._committed:
            self._committed(recorded)

    async def _apply(self, db: Connection, term: Term, page: Sequence[Recorded]) -> None:
        async with db.transaction():
            parked = await self._move(db, term, page)
            for projection in self._projections:
                await projection.apply(db, parking.without(parked, projection, page))

    async def _move(self, db: Connection, term: Term, page: Sequence[StoredEvent | Recorded]) -> parking.Aside:
        """First of all in a transaction, so that whoever else owns this waits here and not between our rows."""
        count = await checkpoint.move(db, term.name, term.owner, page[0].position - 1, page[-1].position)
        return await parking.aside(db, term.name) if count else parking.NOTHING

    async def _take_one(self, db: Connection, term: Term, page: Sequence[StoredEvent]) -> list[Recorded]:
        """Apply one event to all who can; who cannot parks its key. Raises `Poisoned` where that may not be."""
        recorded = await opened(term.name, self._keyring, page)
        async with db.transaction():
            parked = await self._move(db, term, page)
            for projection in self._projections:
                batch = parking.without(parked, projection, recorded)
                if failure := await parking.first_failure(db, projection, batch):
                    if not parking.parks(projection, failure):
                        raise Poisoned(term.name, page[0].position, page[0].type, failure.error) from failure.error
                    await parking.park(db, term.name, projection.name, failure)
                    cause, key = without_values(failure.error), str(page[0].stream_id)
                    log.error("key_parked", projection=projection.name, key=key, position=page[0].position, cause=cause)
        return recorded
