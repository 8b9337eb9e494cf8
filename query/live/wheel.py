"""One timer for all sockets: heartbeats in turn, and deadlines looked at once a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from query.live.codes import Code
from query.live.steady import keep_on

if TYPE_CHECKING:
    from query.live.talk import Talk

HEARTBEAT = 25  # seconds, as many as the wheel has spokes
CONNECT_WITHIN = 5.0  # seconds
STUCK_FOR = 60.0  # seconds that a client may read nothing of what waits for it


class Wheel:
    """Every conversation sits on one spoke; each second the next spoke's get their heartbeat. `around` ends a round."""

    def __init__(self, around: Callable[[], None]) -> None:
        self._around = around
        self._spokes: list[set[Talk]] = [set() for _ in range(HEARTBEAT)]
        self._spoke_of: dict[Talk, int] = {}
        self._at = 0
        self._next = 0

    @property
    def talks(self) -> list[Talk]:
        """All open conversations."""
        return list(self._spoke_of)

    def add(self, talk: Talk) -> None:
        """Whoever comes is spread over the spokes; its first heartbeat is most of a round away."""
        self._next = (self._next + 1) % HEARTBEAT
        self._spoke_of[talk] = self._next
        self._spokes[self._next].add(talk)

    def remove(self, talk: Talk) -> None:
        spoke = self._spoke_of.pop(talk, None)
        if spoke is not None:
            self._spokes[spoke].discard(talk)

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
        for talk in list(self._spokes[self._at]):
            try:
                talk.beat()
            except Exception as error:
                failed.append(_cut_off(talk, error))
        for talk in self.talks:
            try:
                _look_at(talk, now, clock)
            except Exception as error:
                failed.append(_cut_off(talk, error))
        if failed:
            raise ExceptionGroup("conversations that could not go on", failed)


def _look_at(talk: Talk, now: float, clock: float) -> None:
    """End what is overdue."""
    if talk.claims is None:
        if now - talk.since >= CONNECT_WITHIN:
            talk.goodbye(Code.TOO_SLOW, "no connect in time", retry=True)
    elif clock >= talk.claims.expires_at:
        talk.goodbye(Code.UNAUTHORIZED, "the token has expired", retry=True)
    if talk.socket.stuck_since and now - talk.socket.stuck_since >= STUCK_FOR:
        talk.socket.abort()


def _cut_off(talk: Talk, error: Exception) -> Exception:
    """Whoever's conversation cannot go on begins another; the others have theirs meanwhile."""
    talk.socket.abort()
    return error
