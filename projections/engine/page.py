"""A page of the log: how many events it has at most, which one is small, and that none is missing."""

from collections.abc import Sequence

from events.stored import StoredEvent
from projections.engine.troubles import GapInLog

PAGE = 1000
SMALL = 100  # up to here rows are inserted at once; greater pages are copied, at less a row and more a page


def check_contiguous(page: Sequence[StoredEvent], position: int) -> None:
    """Raise `GapInLog` unless the page counts on from a position without a gap."""
    for expected, event in enumerate(page, position + 1):
        if event.position != expected:
            raise GapInLog(expected, event.position)
