"""Who is typing where: said seldom, passed on together, and ended as soon as they stop."""

from collections.abc import Callable
from uuid import UUID

from events.signals import HOLDS_MS, Typing
from query.live.chunk import Chunk
from query.live.signals.bus import Keystroke
from query.live.signals.frames import signal_frames

SAY_EVERY, HEAR_EVERY = 3.0, 2.0  # seconds: of one account in one room, here and from all processes together
HOLDS = HOLDS_MS / 1000
MANY = 8  # of one room at once: that more are typing nobody reads
Key = tuple[UUID, UUID]


class Typists:
    """`say` is given what the other processes, and this one, are to hear; `tell` what the members of a room are."""

    def __init__(self, tell: Callable[[UUID, Chunk], None], say: Callable[[UUID, Keystroke], None]) -> None:
        self._tell, self._say = tell, say
        self._said: dict[Key, tuple[float, bool]] = {}
        self._heard: dict[Key, tuple[float, bool]] = {}
        self._due: dict[UUID, dict[UUID, bool]] = {}

    def typing(self, room_id: UUID, account_id: UUID, now: float) -> None:
        """Somebody connected here is typing."""
        if _free(self._said, (room_id, account_id), now, SAY_EVERY):
            self._say(room_id, Keystroke(account_id, True))

    def stopped(self, room_id: UUID, account_id: UUID) -> None:
        """They are no more."""
        if _ends(self._said, (room_id, account_id)):
            self._say(room_id, Keystroke(account_id, False))

    def hear(self, room_id: UUID, stroke: Keystroke, now: float) -> None:
        """Somebody connected anywhere is typing, or no more."""
        key = (room_id, stroke.account)
        if _free(self._heard, key, now, HEAR_EVERY) if stroke.typing else _ends(self._heard, key):
            self._due.setdefault(room_id, {})[stroke.account] = stroke.typing

    def flush(self, now: float) -> None:
        """Pass on what was heard, and forget what holds no more."""
        due, self._due = self._due, {}
        for room_id, strokes in due.items():
            told = [Typing(account, HOLDS_MS if typing else 0) for account, typing in list(strokes.items())[:MANY]]
            self._tell(room_id, signal_frames(room_id, "typing", told))
        for table in (self._said, self._heard):
            for key in [key for key, (at, _) in table.items() if now - at >= HOLDS]:
                del table[key]


def _free(table: dict[Key, tuple[float, bool]], key: Key, now: float, every: float) -> bool:
    """Whether it is time to say it again, which is noted."""
    if key in table and now - table[key][0] < every:
        return False
    table[key] = (now, True)
    return True


def _ends(table: dict[Key, tuple[float, bool]], key: Key) -> bool:
    """Whether there is anything to end, which is noted; when it began is kept, so that it cannot begin too soon."""
    at, typing = table.get(key, (0.0, False))
    if typing:
        table[key] = (at, False)
    return typing
