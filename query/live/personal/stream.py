"""What one client is told of what concerns it: when its account was in which room, and what that makes of an event."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import UNSET

from events.cursor import Position
from events.wire import notices
from query.access import LAST_SEQ
from query.live import outgoing
from query.live.codes import Code
from query.live.personal.concern import COME, GO, Row

if TYPE_CHECKING:
    from query.live.connection import Connection

Stays = dict[UUID, list[tuple[int, int]]]


class PersonalStream:
    """`stays` are true at a position, and from there on as the log goes on; up to `told_up_to` everything was told.

    It is `alone` where nothing else comes on its connection.
    """

    def __init__(
        self, connection: Connection, account_id: UUID, stays: Stays, told_up_to: int, *, alone: bool = True
    ) -> None:
        self.connection = connection
        self.alone = alone
        self.ended = False
        self.account_id = account_id
        self.stays = stays
        self.told_up_to = told_up_to

    @property
    def rooms(self) -> list[UUID]:
        """The rooms its account is in."""
        return [room_id for room_id, stays in self.stays.items() if stays[-1][1] == LAST_SEQ]

    def changed(self, row: Row) -> None:
        """Its account came into a room, or went."""
        if row.position <= self.told_up_to:
            return
        stays = self.stays.setdefault(row.room_id, [])
        if row.type in COME:
            stays.append((row.seq, LAST_SEQ))
        elif row.type in GO and stays:
            stays[-1] = (stays[-1][0], row.seq)

    def concerned(self, row: Row, why: str) -> None:
        """Tell of an event, unless it is of a room that its account was not in then."""
        if row.position <= self.told_up_to:
            return
        if any(first <= row.seq <= last for first, last in self.stays.get(row.room_id, ())):
            self.offer(outgoing.frame(self._notice(row, why), self.connection.transport.form))

    def _notice(self, row: Row, why: str) -> notices.Notice:
        return notices.Notice(
            room=row.room_id,
            seq=row.seq,
            position=str(Position(self.connection.gateway.epoch, row.position)),
            type=why,
            at=row.at,
            actor=row.actor_id,
            message=row.subject_id if row.subject_id and why in ("mentioned", "replied_to") else UNSET,
            role=row.role or UNSET,
        )

    def offer(self, framed: bytes) -> None:
        """Queue a frame; who reads too slowly is sent away, and comes back to where he was, or asks for it anew."""
        if self.ended or self.connection.transport.offer(framed):
            return
        if self.alone:
            self.connection.goodbye(Code.TOO_SLOW, "a slow reader", retry=True)
        else:
            self._end()

    def _end(self) -> None:
        """Tell no more; what follows rooms goes on."""
        feed, joined = self.connection.gateway.feed, self.connection.personal is self
        self.ended = True
        self.connection.personal = None
        asyncio.get_running_loop().call_soon(feed.leave, self)  # not now: it may be going through its tables
        place = max(self.told_up_to, feed.at or 0) if joined else self.told_up_to
        known = str(Position(self.connection.gateway.epoch, place))
        self.connection.say(notices.Gap(after=known, position=known))
