"""The runner of search: a page about once a second, and a small share of the time, since nothing live waits for it."""

import asyncio

from projections.core import NAME as CORE
from projections.engine import checkpoint
from projections.engine.health import Part
from projections.engine.ownership import Term
from projections.engine.runner import STATEMENT
from projections.engine.session import SESSION
from projections.engine.wakeups import Wakeups
from projections.search.page import take
from runtime.postgres import Pool

NAME = "search"
CHANNEL = "parley_search"  # whoever waits for a position notifies it
PAGE = 5000  # events
PACE = 1.0  # seconds between two pages
# So many times as long as a page took it rests before the next: while people talk, and while nobody does.
REST_BUSY, REST_QUIET = 9, 1
LATER = "select exists (select from searchable_later)"


class Search:
    """Keeps what can be searched, behind the core read models, whose words it takes."""

    def __init__(self, pool: Pool, wishes: Wakeups, part: Part, page: int = PAGE) -> None:
        self._pool = pool
        self._wishes = wishes
        self._part = part
        self._page = page

    async def work(self, term: Term) -> None:
        """Follow the core for ever; raises `OwnershipLost`, or what Postgres away raises."""
        loop = asyncio.get_running_loop()
        async with self._pool.acquire() as db:
            await db.execute(SESSION)
            await db.execute(STATEMENT)
            before = 0
            while True:
                began = loop.time()
                position = self._part.position = await checkpoint.position_of(db, term.name)  # it may be begun anew
                self._wishes.doubt(position)  # one wish is one page at once, however much is behind
                core = await checkpoint.position_of(db, CORE)
                up_to = max(position, min(core, position + self._page))
                if up_to > position or await db.fetchval(LATER):
                    await take(db, term, position, up_to)
                    position = self._part.position = up_to
                rest = (REST_QUIET if core == before else REST_BUSY) * (loop.time() - began)
                before = core
                await self._wishes.past(position, rest if position < core else max(rest, PACE))
