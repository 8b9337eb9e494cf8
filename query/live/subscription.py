"""One connection's follow of one room: what the hub hands frames to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from query.live.chunk import Chunk

if TYPE_CHECKING:
    from query.live.connection import Connection


class Subscription:
    """`judged` is the head it was let in at, `pinged` the one that the last ping told the client of.

    While it is caught up, `sent` is how far that has come, and `left` the seq with which its membership has ended.
    """

    __slots__ = ("_connection", "_form", "_transport", "account_id", "judged", "left", "pinged", "room_id", "sent")

    def __init__(self, room_id: UUID, account_id: UUID, connection: Connection) -> None:
        self.room_id = room_id
        self.account_id = account_id
        self.judged = self.pinged = self.sent = self.left = 0
        self._connection = connection
        self._transport = connection.transport
        self._form = connection.transport.form

    def put(self, chunk: Chunk) -> None:
        if not self._transport.offer(chunk[self._form]):
            self._connection.follow_lags(self.room_id)

    def signal(self, chunk: Chunk) -> bool:
        return self._transport.hint(chunk[self._form])

    def ended(self, seq: int, reason: str) -> None:
        self._connection.follow_ended(self.room_id, seq, reason)

    def gone(self, seq: int) -> None:
        self.left = seq
