"""What the bus lost, read from the log and handed to the hub; and the watch that finds out."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from uuid import UUID

import structlog

from events.log.read import CHANNEL
from query.live.background import keep_on
from query.live.chunk import LiveFrame
from query.live.hub import Hub
from runtime.postgres import Connection, Pool

Read = Callable[[UUID, int], Awaitable[list[LiveFrame]]]

LOOK_EVERY = 0.5  # seconds: a room that is behind at two looks lost something
HEADS = "select stream_id, version from streams where stream_id = any ($1::uuid[])"
log = structlog.get_logger(__name__)


class Refill:
    """Reads what a room lacks: one reading a room at a time. `read` gives the frames after a seq, page by page."""

    def __init__(self, hub: Callable[[], Hub], read: Read) -> None:
        self._hub = hub
        self._read = read
        self._running: dict[UUID, asyncio.Task[None]] = {}
        self.begun = 0

    def ask(self, room_id: UUID) -> None:
        """This room lacks frames."""
        if room_id not in self._running:
            self.begun += 1
            task = self._running[room_id] = asyncio.create_task(self._fill(room_id))
            task.add_done_callback(lambda _: self._running.pop(room_id, None))

    async def close(self) -> None:
        for task in list(self._running.values()):
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _fill(self, room_id: UUID) -> None:
        hub = self._hub()
        try:
            while (room := hub.rooms.get(room_id)) is not None and room.last is not None:
                frames = await self._read(room_id, room.last)
                for frame in frames:
                    hub.receive(room_id, frame)
                if not frames:
                    return
        except Exception as error:  # whatever it was, the watch asks again
            log.warning("refill_waits", error=repr(error))


class Watch:
    """Compares the rooms' heads with the log's: after every NOTIFY while nothing is carried, else twice a second."""

    def __init__(self, pool: Pool, hub: Hub, refill: Refill, carrying: Callable[[], bool]) -> None:
        self._pool = pool
        self._hub = hub
        self._refill = refill
        self._carrying = carrying
        self._behind: dict[UUID, int] = {}
        self._grown = asyncio.Event()
        self._held = AsyncExitStack()
        self._db: Connection | None = None
        self.on_grown: Callable[[], None] = lambda: None  # who else wants to know that the log has grown

    async def run(self) -> None:
        """Watch for ever, on a connection that is replaced when it dies."""
        self._grown.set()  # the first look is due at once
        async with AsyncExitStack() as self._held:
            await keep_on(self._next, 0.0, "not_watching")

    async def _next(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY):
                await self._grown.wait()
        self._grown.clear()
        try:
            if self._db is None:
                self._db = await self._held.enter_async_context(self._listening())
            await self._look(self._db)
        except BaseException:
            self._db = None
            await self._held.aclose()
            raise

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[Connection]:
        async with self._pool.acquire() as db:
            await db.add_listener(CHANNEL, self._notified)
            try:
                yield db
            finally:
                if not db.is_closed():
                    await db.remove_listener(CHANNEL, self._notified)

    def _notified(self, *_: object) -> None:
        self.on_grown()
        if not self._carrying():
            self._grown.set()

    async def _look(self, db: Connection) -> None:
        lasts = {room_id: room.last for room_id, room in self._hub.rooms.items() if room.last is not None}
        rows = await db.fetch(HEADS, list(lasts), timeout=5) if lasts else await db.fetch("select 1", timeout=5)
        behind: dict[UUID, int] = {}
        for row in rows if lasts else ():
            room_id, last = row["stream_id"], lasts[row["stream_id"]]
            if row["version"] > last:
                behind[room_id] = last
                if not self._carrying() or self._behind.get(room_id) == last:
                    self._refill.ask(room_id)
        self._behind = behind
