"""One request's view of the read models: one snapshot of them, at a position it can tell."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, TypeVar
from uuid import UUID

from litestar import Response
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from events.cursor import PATTERN, BadPosition, Position, parse
from events.log.db import Db
from events.log.read import HEAD
from query.problems import PARKED, STALE_EPOCH, STALE_READ, bad_request
from runtime.postgres import Connection, Pool
from runtime.problems import OF_STATUS, Refused
from runtime.tokens import Claims

# The read models' one checkpoint; its name is `projections.core.NAME`, which no sibling may import.
CHECKPOINT = "select position, parked from checkpoints where name = 'core'"
PARKED_AMONG = """
    select exists (select from parked where checkpoint = 'core' and projection = $1 and key = any ($2::uuid[]))
"""
# The lock comes before the snapshot: a rebuild that puts other tables in the place of these waits for us, or we for it.
# A snapshot from before would see those tables as they were then, not yet whole.
READ = "begin isolation level repeatable read read only; lock table rooms in access share mode"
POSITION_HEADER = "Parley-Position"
PATIENCE = 5.0  # seconds a reader waits for its own writes
FIRST_LOOK, LAST_LOOK = 0.002, 0.05  # seconds between looks: a write is usually projected within milliseconds

MinPosition = Annotated[
    str | None,
    QueryParameter(
        description="Answer only from a state that includes this position, as an earlier answer gave it: "
        "read your own writes. Waits up to five seconds, then 409 `stale_read`.",
        examples=[Example(summary="after a command", value="1f0c22aa9b3d.5120")],
        max_length=64,
        schema_extra={"pattern": PATTERN},
    ),
]
Body = TypeVar("Body")


class View:
    """What one signed-in account can ask the read models, and the position all answers are true at."""

    # No msgspec struct: as a dependency it would be validated field by field, and a connection is no such field.
    def __init__(self, db: Connection, account_id: UUID, position: Position, parked: int = 0) -> None:
        self.db = db
        self.account_id = account_id
        self.position = position
        self.parked = parked  # how many keys are, of all projections: mostly none, and then nothing more is asked

    async def require_whole(self, projection: str, *keys: UUID) -> None:
        """Raise `Refused` where what a projection keeps of one of these keys has stopped short of `position`."""
        if self.parked and await self.db.fetchval(PARKED_AMONG, projection, keys):
            raise Refused(PARKED)

    def answer(self, body: Body, link: str = "") -> Response[Body]:
        """The answer with its position, and with links to the pages around it."""
        # The page behind a link is of this state or a later one, and never of another epoch.
        link = link.replace(">; rel=", f"&min_position={self.position}>; rel=")
        return Response(body, headers={POSITION_HEADER: str(self.position)} | ({"Link": link} if link else {}))


@asynccontextmanager
async def _reading(pool: Pool) -> AsyncIterator[Connection]:
    async with pool.acquire() as db:
        await db.execute(READ)
        try:
            yield db
        finally:
            await db.execute("rollback")


@asynccontextmanager
async def snapshot(pool: Pool, question: str, epoch: str, account_id: UUID) -> AsyncIterator[View]:
    """One snapshot, at the position that the question finds."""
    async with _reading(pool) as db:
        found = await db.fetchrow(f"select log.epoch, asked.* from log left join ({question}) asked on true")
        assert found is not None
        if found["epoch"] != epoch:
            raise Refused(OF_STATUS[503])  # this process lives in an epoch that is over, and is about to end
        yield View(db, account_id, Position(epoch, found["position"] or 0), found.get("parked") or 0)


async def view(
    pool: NamedDependency[Pool],
    epoch: NamedDependency[str],
    principal: NamedDependency[Claims],
    min_position: MinPosition = None,
) -> AsyncGenerator[View, None]:
    """A view of the read models that includes `min_position`."""
    await reached(pool, CHECKPOINT, epoch, min_position)  # without a connection held: waiting readers must not starve
    async with snapshot(pool, CHECKPOINT, epoch, principal.account_id) as found:
        yield found


async def log_view(
    pool: NamedDependency[Pool],
    epoch: NamedDependency[str],
    principal: NamedDependency[Claims],
    min_position: MinPosition = None,
) -> AsyncGenerator[View, None]:
    """A view of the log itself, as of its head."""
    await reached(pool, HEAD, epoch, min_position)
    async with snapshot(pool, HEAD, epoch, principal.account_id) as found:
        yield found


async def reached(db: Db, question: str, epoch: str, min_position: str | None, patience: float | None = None) -> None:
    """Wait until a position is reached; raises `Refused` when it makes no sense, or is not after `patience` seconds."""
    if min_position is None:
        return
    try:
        wanted = parse(min_position)
    except BadPosition as error:
        raise bad_request("min_position is not a position that Parley gave out.") from error
    if wanted.epoch != epoch:
        raise Refused(STALE_EPOCH)
    loop = asyncio.get_running_loop()
    deadline, pause = loop.time() + (PATIENCE if patience is None else patience), FIRST_LOOK
    while (await db.fetchval(question) or 0) < wanted.number:
        if loop.time() > deadline:
            raise Refused(STALE_READ)
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, LAST_LOOK)
