"""One client's follow of one room: what the hub hands frames to."""

from typing import Protocol
from uuid import UUID

from query.live.chunk import Chunk
from query.live.conversation import Wire


class Ends(Protocol):
    """The conversation a follow belongs to."""

    def follow_ended(self, room_id: UUID, seq: int, reason: str) -> None: ...

    def follow_lags(self, room_id: UUID) -> None: ...


class Follow:
    """`judged` is the head it was let in at, `told` the one that the last ping told the client of.

    While it is caught up, `sent` is how far that has come, and `left` the seq with which its membership has ended.
    """

    __slots__ = ("_form", "_socket", "_talk", "account_id", "judged", "left", "room_id", "sent", "told")

    def __init__(self, room_id: UUID, account_id: UUID, socket: Wire, talk: Ends) -> None:
        self.room_id = room_id
        self.account_id = account_id
        self.judged = self.told = self.sent = self.left = 0
        self._socket = socket
        self._form = socket.form
        self._talk = talk

    def put(self, chunk: Chunk) -> None:
        if not self._socket.offer(chunk[self._form]):
            self._talk.follow_lags(self.room_id)

    def signal(self, chunk: Chunk) -> bool:
        return self._socket.hint(chunk[self._form])

    def ended(self, seq: int, reason: str) -> None:
        self._talk.follow_ended(self.room_id, seq, reason)

    def gone(self, seq: int) -> None:
        self.left = seq
