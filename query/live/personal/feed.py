"""One process's reader of the whole log for all personal streams; it reads nothing while there is none."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from itertools import takewhile
from typing import TYPE_CHECKING
from uuid import UUID

from events.cursor import Position
from events.log.read import HEAD
from events.wire import notices
from query.live import outgoing
from query.live.background import keep_on
from query.live.form import PACKED, PLAIN
from query.live.pages import Pages
from query.live.personal.concern import PAGE, Row, concerns, rows
from query.live.personal.stream import PersonalStream

if TYPE_CHECKING:
    from query.live.connection import Connection

LOOK_EVERY = 0.5  # seconds, where no NOTIFY comes
APART = 0.05  # seconds between two looks: what happens meanwhile is one page
MOVED_EVERY = 1.0  # seconds between two frames that tell of one room's head
LAST_POSITION = 2**63 - 1
REMEMBERED = 1000  # rows that concerned somebody: who comes a moment later than the log was read needs the last few


class PersonalFeed:
    """`at` is the position up to which everybody who has joined was told; None while nobody listens."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self.at: int | None = None
        self._users = 0
        self._of_account: dict[UUID, set[PersonalStream]] = {}
        self._of_room: dict[UUID, set[PersonalStream]] = {}
        self._moved: dict[UUID, int] = {}  # heads that are to be told
        self._moved_at: dict[UUID, float] = {}
        self._grown = asyncio.Event()
        self._recent: deque[Row] = deque()
        self._recent_from = 0  # the position after which they are complete

    def wake(self) -> None:
        """The log has grown."""
        self._grown.set()

    async def enter(self) -> None:
        """Keep up with the log from now on; `leave` as often."""
        self._users += 1
        if self.at is None:
            head: int = await self._pages.pool.fetchval(HEAD)
            self._begin(head)

    def enter_at(self, position: int) -> None:
        """The same for who knows of all up to a position: where nobody else listens, it begins there."""
        self._users += 1
        self._begin(position)

    def _begin(self, head: int) -> None:
        if self.at is None:
            self.at = self._recent_from = head
            self._recent.clear()
            self.wake()

    def leave(self, personal: PersonalStream | None) -> None:
        """Let go of somebody, who had joined or not."""
        self._users -= 1
        if personal is not None:
            _discard(self._of_account, personal.account_id, personal)
            for room_id in personal.rooms:
                _discard(self._of_room, room_id, personal)
        if not self._users:
            self.at = None
            self._moved.clear()
            self._recent.clear()

    def join(self, personal: PersonalStream) -> None:
        """Tell somebody who knows of all up to `at`."""
        self._of_account.setdefault(personal.account_id, set()).add(personal)
        for room_id in personal.rooms:
            self._of_room.setdefault(room_id, set()).add(personal)

    async def run(self) -> None:
        """Read for ever."""
        await keep_on(self._next, APART, "news_waits")

    async def _next(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY):
                await self._grown.wait()
        self._grown.clear()
        if self.at is not None:
            try:
                await self._look(self.at)
            finally:
                self._tell_moved(asyncio.get_running_loop().time())

    async def _look(self, at: int) -> None:
        found = await self.read(at, LAST_POSITION)
        if self.at != at:  # all have left meanwhile, or some and others came
            return
        for row in found:
            self._tell(row)
            self.at = row.position
        if len(found) == PAGE:
            self.wake()

    def recent(self, after: int) -> list[Row] | None:
        """What may concern anybody, after a position and up to `at`; None where that is not remembered any more."""
        if after < self._recent_from:
            return None
        found = list(takewhile(lambda row: row.position > after, reversed(self._recent)))
        found.reverse()
        return found

    async def read(self, after: int, up_to: int, account_id: UUID | None = None) -> list[Row]:
        """A page of what may concern anybody, or one account."""
        async with self._pages.turns, self._pages.pool.acquire() as db:
            return await rows(db, after, up_to, account_id)

    def place(self, connection: Connection) -> str | None:
        """Up to where somebody who has joined was told."""
        if connection.personal is None or self.at is None:
            return None
        return str(Position(self._pages.epoch, max(self.at, connection.personal.told_up_to)))

    def _tell(self, row: Row) -> None:
        concerned = list(concerns(row))
        if concerned:
            self._remember(row)
        for account_id, why in concerned:
            for personal in list(self._of_account.get(account_id, ())):
                if row.type.startswith("member_"):
                    _discard(self._of_room, row.room_id, personal)
                    personal.changed(row)
                    if row.room_id in personal.rooms:
                        self._of_room.setdefault(row.room_id, set()).add(personal)
                personal.concerned(row, why)
        if row.room_id in self._of_room:
            self._moved[row.room_id] = row.seq

    def _remember(self, row: Row) -> None:
        self._recent.append(row)
        if len(self._recent) > REMEMBERED:
            self._recent_from = self._recent.popleft().position

    def _tell_moved(self, now: float) -> None:
        self._moved_at = {room_id: at for room_id, at in self._moved_at.items() if now - at < MOVED_EVERY}
        for room_id in [room_id for room_id in self._moved if room_id not in self._moved_at]:
            head = self._moved.pop(room_id)
            self._moved_at[room_id] = now
            position = str(Position(self._pages.epoch, self.at or 0))
            moved = notices.Moved(room=room_id, head=head, position=position)
            framed = {form.packed: outgoing.frame(moved, form) for form in (PLAIN, PACKED)}
            for personal in list(self._of_room.get(room_id, ())):
                if room_id not in personal.connection.subscriptions:  # whoever follows it has its events
                    personal.offer(framed[personal.connection.transport.form.packed])


def _discard(table: dict[UUID, set[PersonalStream]], key: UUID, personal: PersonalStream) -> None:
    found = table.get(key, set())
    found.discard(personal)
    if not found:
        table.pop(key, None)
