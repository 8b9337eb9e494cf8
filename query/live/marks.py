"""What people mark as read: known in all processes at once, and told to all connections of whoever has read it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from struct import Struct
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec
import nats.errors

from events.live import MARKS
from events.signals import Read
from events.wire.server import Signal
from query.live import outgoing
from query.live.background import keep_on
from query.live.recent_marks import RecentMarks
from query.unread import COUNTED
from runtime.postgres import Pool

if TYPE_CHECKING:
    from query.live.broker import Broker
    from query.live.connection import Connection

_MARK = Struct(">16sQ")
GATE = "lock table rooms in access share mode"  # as a view has it: a rebuild may put other tables in their place
LEFT = f"""
    select m.account_id, r.room_id, read.seq, counted.unread, counted.mentions
    from unnest($1::uuid[], $2::uuid[], $3::int[]) lately(account_id, room_id, seq)
    join members m using (account_id, room_id) join rooms r using (room_id) {COUNTED}
"""
Key = tuple[UUID, UUID]  # an account and a room


class Marks:
    """`left` is told who follows a room no more. Of many marks of a room at once the last alone is counted and told."""

    def __init__(self, pool: Pool, broker: Callable[[], Broker]) -> None:
        self.recent = RecentMarks()
        self.left: Callable[[UUID, UUID], None] = lambda account_id, room_id: None
        self._pool, self._broker = pool, broker
        self._connections: dict[UUID, set[Connection]] = {}
        self._outbox: dict[Key, int] = {}
        self._news: dict[Key, int] = {}
        self._something = asyncio.Event()

    # What the connections tell

    def came(self, connection: Connection) -> None:
        """A connection has shown whose it is."""
        if connection.claims is not None:
            self._connections.setdefault(connection.claims.account_id, set()).add(connection)

    def went(self, connection: Connection) -> None:
        """A connection is gone."""
        if connection.claims is not None and (connections := self._connections.get(connection.claims.account_id)):
            connections.discard(connection)
            if not connections:
                del self._connections[connection.claims.account_id]

    # What is marked

    def marked(self, account_id: UUID, room_id: UUID, seq: int) -> None:
        """Somebody has marked a room in this process."""
        self._outbox[account_id, room_id] = seq
        self._note(account_id, room_id, seq)
        self._something.set()

    def hear(self, subject: str, payload: bytes) -> None:
        """Somebody has marked a room in any process; raises `ValueError` for nonsense."""
        if len(payload) != _MARK.size:
            raise ValueError("no mark")
        room_id, seq = _MARK.unpack(payload)
        self._note(UUID(subject.removeprefix(MARKS)), UUID(bytes=room_id), seq)

    def _note(self, account_id: UUID, room_id: UUID, seq: int) -> None:
        if self.recent.note(account_id, room_id, seq) and account_id in self._connections:
            self._news[account_id, room_id] = seq
            self._something.set()

    # What is done

    async def run(self) -> None:
        """Tell for ever; what cannot be counted or sent is not told, for there is always a newer mark."""
        await keep_on(self._next, 0.0, "marks_untold")

    async def _next(self) -> None:
        await self._something.wait()
        self._something.clear()
        outbox, self._outbox = self._outbox, {}
        news, self._news = self._news, {}
        if self._broker().carrying:
            with suppress(nats.errors.Error):  # it went away just now
                for (account_id, room_id), seq in outbox.items():
                    await self._broker().publish(f"{MARKS}{account_id}", _MARK.pack(room_id.bytes, seq))
        if news:
            await self._tell(news)

    async def _tell(self, news: dict[Key, int]) -> None:
        accounts, rooms = zip(*news, strict=True)
        async with self._pool.acquire() as db, db.transaction(readonly=True):
            await db.execute(GATE)
            rows = await db.fetch(LEFT, accounts, rooms, list(news.values()))
        for row in rows:
            data = msgspec.to_builtins(Read(row["seq"], row["unread"], row["mentions"]))
            signal = Signal(room=row["room_id"], type="read", data=data)
            for connection in self._connections.get(row["account_id"], ()):
                connection.transport.hint(outgoing.frame(signal, connection.transport.form))
