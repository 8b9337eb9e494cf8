"""Somebody who follows one room, as the hub knows them."""

from typing import Protocol
from uuid import UUID

from query.live.chunk import Chunk, LiveFrame


class Follower(Protocol):
    """A `Subscription`; the hub knows nothing of what lies behind it, and is tested with plain lists."""

    @property
    def account_id(self) -> UUID: ...

    @property
    def judged(self) -> int:
        """The head at which it was found that this account may follow: nothing up to there ends it."""

    def put(self, chunk: Chunk) -> None:
        """Queue frames."""

    def signal(self, chunk: Chunk) -> bool:
        """Queue what may be left out for a slow reader; False where it was."""

    def ended(self, seq: int, reason: str) -> None:
        """That was the last; the hub has let go of it."""

    def gone(self, seq: int) -> None:
        """Whoever it is has left, or was put out, while they were being caught up."""


def ends(frame: LiveFrame, follower: Follower) -> bool:
    """Whether this frame is the last that somebody gets."""
    if frame.seq <= follower.judged:
        return False
    return frame.archived or (frame.gone is not None and frame.gone == follower.account_id)
