"""What one process decides with: the log, what it knows of it, and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from command.cache import Cache, Seen
from command.keys import derive
from command.marks import Marks
from events.log.log import Log

if TYPE_CHECKING:
    from command.room_parts import Known


class Writer:
    """One for each process. `conflicts` counts the decisions that others overtook, for its metrics."""

    def __init__(self, log: Log, claim_key: bytes) -> None:
        self.log = log
        self.keys = derive(claim_key)
        self.cache = Cache()
        self.put_together: dict[tuple[int, int], tuple[Sequence[Seen], Known]] = {}  # by room and account
        self.marks = Marks()
        self.conflicts = 0
