"""What this process knows of the log's state, each part with the version it was last touched at."""

from collections import OrderedDict
from collections.abc import Iterable
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
        self._parts: OrderedDict[Slot, Seen] = OrderedDict()
        self._max_parts = max_parts

    def find(self, slots: Iterable[Slot]) -> dict[Slot, Seen] | None:
        """All of these parts, or None when one of them is missing."""
        found: dict[Slot, Seen] = {}
        for slot in slots:
            seen = self._parts.get(slot)
            if seen is None:
                return None
            self._parts.move_to_end(slot)
            found[slot] = seen
        return found

    def put(self, slot: Slot, seen: Seen) -> None:
        """Remember a part, unless a newer one is known."""
        known = self._parts.get(slot)
        if known is None or known.version <= seen.version:
            self._parts[slot] = seen
            self._parts.move_to_end(slot)
            if len(self._parts) > self._max_parts:
                self._parts.popitem(last=False)
