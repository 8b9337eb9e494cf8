"""The marks of one process that wait: of each reader and room the newest, until the last one written is old enough."""

import asyncio
import time
from collections.abc import Callable, Iterator
from uuid import UUID

from msgspec import Struct

APART = 30.0  # seconds between two events of one reader in one room
MOST_HELD = 20_000  # readers in rooms; of who comes on top of that every mark is written

Key = tuple[UUID, UUID]  # a reader and a room


class Held(Struct):
    """Up to where a room is read, and up to where that is written; the next is `due` then, or now for who `leaves`."""

    seq: int = 0
    written: int = 0
    due: float = 0.0
    session_id: UUID | None = None
    leaves: bool = False

    @property
    def waits(self) -> bool:
        return self.seq > self.written


class Marks:
    """`clock` counts seconds as Postgres does; `told` hears of every mark as it is made, with its account and room."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.told: Callable[[UUID, UUID, int], None] = lambda account_id, room_id, seq: None
        self.held: dict[Key, Held] = {}
        self.wanted = asyncio.Event()  # somebody leaves: write now

    def of(self, key: Key) -> Held:
        """What is held of a reader; kept unless too much is."""
        held = self.held.get(key)
        if held is None:
            held = Held()
            if len(self.held) < MOST_HELD:
                self.held[key] = held
        return held

    def left(self, account_id: UUID, room_id: UUID) -> None:
        """A reader does not follow the room any more."""
        self._leaves(self.held.get((account_id, room_id)))

    def signed_out(self, session_id: UUID) -> None:
        """A session has ended; what was marked in it holds."""
        for held in self.held.values():
            if held.session_id == session_id:
                self._leaves(held)

    def due(self) -> Iterator[tuple[Key, Held]]:
        """What is to be written now; what waits for nothing more is forgotten."""
        now = self.clock()
        for key, held in list(self.held.items()):
            if held.waits and (held.leaves or held.due <= now):
                yield key, held
            elif not held.waits and held.due <= now:
                del self.held[key]

    def _leaves(self, held: Held | None) -> None:
        if held is not None and held.waits:
            held.leaves = True
            self.wanted.set()
