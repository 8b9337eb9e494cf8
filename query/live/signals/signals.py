"""What passes and is kept nowhere, in one process: who is here, who is typing, and the telling of both in turn."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

import nats.errors
import structlog

from query.live.background import keep_on
from query.live.broker import Broker
from query.live.chunk import LiveFrame
from query.live.follower import Follower
from query.live.hub import Hub
from query.live.signals import bus
from query.live.signals.bus import HERE, ROOM, Keystroke, Said
from query.live.signals.exchange import Exchange
from query.live.signals.members import MANY, members_of
from query.live.signals.online import Online
from query.live.signals.pace import PACE, Pace
from query.live.signals.room import MembershipChange
from query.live.signals.rooms import PresenceByRoom
from query.live.signals.typists import Typists
from query.problems import is_transient
from runtime.postgres import Pool

if TYPE_CHECKING:
    from query.live.connection import Connection

MAX_MEMBERS = 200
SWEEP_EVERY, AGAIN = 5.0, 1.0  # seconds
log = structlog.get_logger(__name__)


class Signals:
    """Of rooms with at most `max_members`; with 0 there are none. Without the bus nothing is told, and nothing ends."""

    def __init__(
        self, pool: Pool, hub: Hub, broker: Callable[[], Broker], max_members: int = MAX_MEMBERS, pace: Pace = PACE
    ) -> None:
        self.max_members = max_members
        self.online = Online(lambda account: self._rooms.changed(account), time.time)
        self.pace = pace
        self._pool, self._broker = pool, broker
        self._rooms = PresenceByRoom(hub, self.online, max_members, pace.batch)
        self._exchange = Exchange(self.online, self._say, pace)
        self._typists = Typists(self._rooms.tell, self._strike)
        self._outbox: list[tuple[str, bytes]] = []
        self._swept = self._failed = 0.0

    # What the connections tell

    def came(self, connection: Connection) -> None:
        """A connection that answers pings has shown whose it is."""
        if self.max_members and connection.claims is not None and connection.active is None:
            connection.active = True
            self._exchange.count(connection.claims.account_id.bytes, 1, 0)

    def went(self, connection: Connection) -> None:
        """A connection is gone."""
        if connection.claims is not None and connection.active is not None:
            self._exchange.count(connection.claims.account_id.bytes, -1, 0 if connection.active else -1)
            connection.active = None

    def used(self, connection: Connection, active: bool) -> None:
        """Somebody is at a connection again, or no more."""
        if connection.claims is not None and connection.active is not None and connection.active is not active:
            connection.active = active
            self._exchange.count(connection.claims.account_id.bytes, 0, -1 if active else 1)

    def typing(self, connection: Connection, room_id: UUID) -> bool:
        """Somebody is typing in a room; False where it is known that they are no member of it."""
        assert connection.claims is not None
        account_id, now = connection.claims.account_id, time.monotonic()
        member = self._rooms.has(room_id, account_id.bytes)
        if member:
            self._typists.typing(room_id, account_id, now)
        return member is not False

    def stopped(self, connection: Connection, room_id: UUID) -> None:
        """Somebody is typing no more."""
        assert connection.claims is not None
        self._typists.stopped(room_id, connection.claims.account_id)

    # What the hub tells

    def follows(self, room_id: UUID, follower: Follower) -> None:
        """A follow is live."""
        if self.max_members:
            self._rooms.entered(room_id, follower)

    def membership_changed(self, room_id: UUID, frame: LiveFrame) -> None:
        """Somebody became a member of a room, or is none any more."""
        whose = frame.came or frame.gone
        assert whose is not None
        self._rooms.membership_changed(room_id, MembershipChange(frame.seq, whose.bytes, frame.came is not None))

    # What the bus tells

    def connected(self) -> None:
        """The bus is there, or there again."""
        if self.max_members:
            self._exchange.connected(time.monotonic())

    def hear(self, subject: str, payload: bytes) -> None:
        """What a process says that nobody keeps; raises `ValueError` and `MsgspecError` for nonsense."""
        if not self.max_members:
            return
        now = time.monotonic()
        if subject == HERE:
            self._exchange.hear(bus.said(payload), now)
            return
        room_id, stroke = UUID(subject.removeprefix(ROOM)), bus.keystroke(payload)
        if self._rooms.has(room_id, stroke.account.bytes):
            self._typists.hear(room_id, stroke, now)

    # What is done

    async def run(self) -> None:
        """Tell for ever what there is to tell."""
        if self.max_members:
            await keep_on(self._next, self.pace.tick, "signals_untold")

    async def close(self) -> None:
        """Nobody is here any more: the others need not wait until they notice."""
        if self.max_members and self._broker().carrying:
            self._exchange.leave()
            await self._send()

    async def _next(self) -> None:
        if self._broker().carrying:
            await self._turn(time.monotonic())

    async def _turn(self, now: float) -> None:
        self._exchange.tick(now)
        self._typists.flush(now)
        self._rooms.flush(now)
        if now - self._swept >= SWEEP_EVERY:
            self._swept = now
            self._rooms.sweep()
        await self._send()
        await self._read(now)

    async def _read(self, now: float) -> None:
        """Read who belongs to rooms of which that is not known; again after a while where the answer is too old."""
        unknown = self._rooms.unknown
        if now - self._failed < AGAIN or not unknown:
            return
        some = list(islice(unknown, MANY))
        try:
            for found in await members_of(self._pool, some, self.max_members):
                self._rooms.meet(found)
        except Exception as error:  # whoever stops here signals nothing any more
            if not is_transient(error):
                log.error("members_not_read", exc_info=error)
        if unknown.intersection(some):
            self._failed = now

    def _say(self, said: Said) -> None:
        self._outbox.append((HERE, bus.encoded(said)))

    def _strike(self, room_id: UUID, stroke: Keystroke) -> None:
        self._outbox.append((f"{ROOM}{room_id}", bus.encoded(stroke)))

    async def _send(self) -> None:
        outbox, self._outbox = self._outbox, []
        with suppress(nats.errors.Error):  # it went away just now; nothing of this is worth keeping
            for subject, payload in outbox:
                await self._broker().publish(subject, payload)
