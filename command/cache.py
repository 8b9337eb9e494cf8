"""What this process knows of the log's state, each part with the version it was last touched at."""

from collections import OrderedDict
from collections.abc import Sequence
from enum import IntEnum
from uuid import UUID

from msgspec import Struct

from command.domain.account import Account
from command.domain.room import Message, Rules
from events.room import Role

MAX_PARTS = 100_000


class Part(IntEnum):
    RULES = 0
    ROLE = 1
    MESSAGE = 2
    ACCOUNT = 3


Slot = tuple[Part, UUID, UUID]  # which part, of which stream, under which key


class Seen(Struct, frozen=True):
    """A part as it was when its key was last touched; a role is None for somebody who is not a member."""

    value: Rules | Role | Message | Account | None
    version: int


class Cache:
    """The parts used last. It may be behind the log, never wrong about the version it shows."""

    def __init__(self, max_parts: int = MAX_PARTS) -> None:
        # By numbers: a UUID's own hash is computed in Python, and a send looks up three parts.
        self._parts: OrderedDict[tuple[int, int, int], Seen] = OrderedDict()
        self._max_parts = max_parts

    def find(self, slots: Sequence[Slot]) -> list[Seen] | None:
        """All of these parts in their order, or None when one of them is missing."""
        found: list[Seen] = []
        for part, stream_id, key in slots:
            number = (part, stream_id.int, key.int)
            seen = self._parts.get(number)
            if seen is None:
                return None
            self._parts.move_to_end(number)
            found.append(seen)
        return found

    def put(self, slot: Slot, seen: Seen) -> None:
        """Remember a part, unless a newer one is known."""
        part, stream_id, key = slot
        number = (part, stream_id.int, key.int)
        known = self._parts.get(number)
        if known is None or known.version <= seen.version:
            self._parts[number] = seen
            self._parts.move_to_end(number)
            if len(self._parts) > self._max_parts:
                self._parts.popitem(last=False)
