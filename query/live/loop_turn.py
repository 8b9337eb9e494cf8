"""One turn of the event loop: what became due in it goes out as one write a socket, answers before room frames."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from query.live.socket import Socket


class LoopTurn:
    """Collects who has something to write; `before` hands out room frames once the answers are written."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._answers: list[Socket] = []
        self._others: list[Socket] = []
        self._scheduled = False
        self.before: Callable[[], None] = lambda: None

    def soon(self) -> None:
        """Run at the end of this turn."""
        if not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self._run)

    def answered(self, socket: Socket) -> None:
        """This socket has an answer to write: it must not wait until five hundred others are served."""
        self._answers.append(socket)
        self.soon()

    def due(self, socket: Socket) -> None:
        """This socket has something to write."""
        self._others.append(socket)
        self.soon()

    def _run(self) -> None:
        self._scheduled = False
        answers, self._answers = self._answers, []
        for socket in answers:
            socket.flush()
        self.before()
        others, self._others = self._others, []
        for socket in others:
            socket.flush()
