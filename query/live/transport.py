"""What a connection and what carries it know of each other, whoever frames the bytes."""

from typing import Protocol

from query.live.form import Form


class Receiver(Protocol):
    """A connection, as what carries it sees it."""

    def message(self, message: bytes) -> None:
        """A whole message arrived."""

    def alive(self) -> None:
        """Something arrived that is no message."""

    def lost(self) -> None:
        """The connection is gone."""

    def shutdown(self) -> None:
        """The server is about to end."""


class Transport(Protocol):
    """What carries a connection, as the connection sees it: a `Socket`, an `AsgiSocket` or an `EventStream`."""

    @property
    def form(self) -> Form:
        """In which its frames go out."""

    @property
    def closing(self) -> bool: ...

    @property
    def code(self) -> int:
        """What it was closed with; 0 while it is open, and where it ended without a word."""

    @property
    def stuck_since(self) -> float:
        """Since when (loop time) the client reads nothing of what waits for it; 0 while it reads."""

    def answer(self, data: bytes) -> None:
        """Queue an answer; a client that never reads them is cut off."""

    def offer(self, data: bytes) -> bool:
        """Queue room frames; False when no more can wait."""

    def hint(self, data: bytes) -> bool:
        """Queue what may be lost; False where so much waits already that it is."""

    def hold_back(self, hold: bool) -> None:
        """Stop or go on reading what the client sends."""

    async def drained(self) -> None:
        """Return when there is room for a good many frames."""

    def close(self, code: int, reason: str) -> None:
        """Write what waits, say why, and end."""

    def abort(self) -> None:
        """End at once."""
