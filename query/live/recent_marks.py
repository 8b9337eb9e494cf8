"""What was marked as read lately, here or in any other process: it counts at once, and the log may have it later."""

from collections import OrderedDict
from uuid import UUID

MOST_ACCOUNTS = 20_000
MOST_ROOMS = 1000  # of one account: the log has what is forgotten, a little later


class RecentMarks:
    """The newest marks of those who marked something last; they only go forward, so an old one does no harm."""

    def __init__(self) -> None:
        self._seqs: OrderedDict[UUID, OrderedDict[UUID, int]] = OrderedDict()

    def note(self, account_id: UUID, room_id: UUID, seq: int) -> bool:
        """Remember a mark; False where it is no news."""
        rooms = self._seqs.setdefault(account_id, OrderedDict())
        if rooms.get(room_id, 0) >= seq:
            return False
        rooms[room_id] = seq
        rooms.move_to_end(room_id)
        self._seqs.move_to_end(account_id)
        if len(rooms) > MOST_ROOMS:
            rooms.popitem(last=False)
        if len(self._seqs) > MOST_ACCOUNTS:
            self._seqs.popitem(last=False)
        return True

    def of(self, account_id: UUID) -> tuple[list[UUID], list[int]]:
        """The rooms that somebody has marked lately, and up to which seqs."""
        rooms = self._seqs.get(account_id)
        return (list(rooms), list(rooms.values())) if rooms else ([], [])
