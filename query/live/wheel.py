"""One timer for all sockets: heartbeats in turn, and deadlines looked at once a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from query.live.background import keep_on
from query.live.codes import Code

if TYPE_CHECKING:
    from query.live.connection import Connection

HEARTBEAT = 25  # seconds, as many as the wheel has spokes
CONNECT_WITHIN = 5.0  # seconds
STUCK_FOR = 60.0  # seconds that a client may read nothing of what waits for it


class Wheel:
    """Every connection sits on one spoke; each second the next spoke's get their heartbeat. `around` ends a round."""

    def __init__(self, around: Callable[[], None]) -> None:
        self._around = around
        self._spokes: list[set[Connection]] = [set() for _ in range(HEARTBEAT)]
        self._spoke_of: dict[Connection, int] = {}
        self._at = 0
        self._next = 0

    @property
    def connections(self) -> list[Connection]:
        """All open connections."""
        return list(self._spoke_of)

    def add(self, connection: Connection) -> None:
        """Whoever comes is spread over the spokes; its first heartbeat is a round away at most."""
        self._next = (self._next + 1) % HEARTBEAT
        self._spoke_of[connection] = self._next
        self._spokes[self._next].add(connection)

    def remove(self, connection: Connection) -> None:
        spoke = self._spoke_of.pop(connection, None)
        if spoke is not None:
            self._spokes[spoke].discard(connection)

    async def run(self) -> None:
        """Turn for ever."""
        await keep_on(self._turn, 1.0, "conversations_cut_off")

    async def _turn(self) -> None:
        self.tick(time.monotonic(), time.time())

    def tick(self, now: float, clock: float) -> None:
        """One second has passed; `now` is the loop's time, too, and `clock` that of the wall."""
        self._at = (self._at + 1) % HEARTBEAT
        if not self._at:
            self._around()
        failed: list[Exception] = []
        for connection in list(self._spokes[self._at]):
            try:
                connection.beat()
            except Exception as error:
                failed.append(_cut_off(connection, error))
        for connection in self.connections:
            try:
                _look_at(connection, now, clock)
            except Exception as error:
                failed.append(_cut_off(connection, error))
        if failed:
            raise ExceptionGroup("connections that could not go on", failed)


def _look_at(connection: Connection, now: float, clock: float) -> None:
    """End what is overdue."""
    if connection.claims is None:
        if now - connection.since >= CONNECT_WITHIN:
            connection.goodbye(Code.TOO_SLOW, "no connect in time", retry=True)
    elif clock >= connection.claims.expires_at:
        connection.goodbye(Code.UNAUTHORIZED, "the token has expired", retry=True)
    if connection.transport.stuck_since and now - connection.transport.stuck_since >= STUCK_FOR:
        connection.transport.abort()


def _cut_off(connection: Connection, error: Exception) -> Exception:
    """Whoever's connection cannot go on begins another; the others have theirs meanwhile."""
    connection.transport.abort()
    return error
