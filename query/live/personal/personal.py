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
    from query.live.talk import Talk

Stays = dict[UUID, list[tuple[int, int]]]


class Personal:
    """`stays` are true at a position, and from there on as the log goes on; what is up to `told` is known already.

    It is `alone` where nothing else comes on its connection.
    """

    def __init__(self, talk: Talk, account_id: UUID, stays: Stays, told: int, *, alone: bool = True) -> None:
        self.talk = talk
        self.alone = alone
        self.ended = False
        self.account_id = account_id
        self.stays = stays
        self.told = told

    @property
    def rooms(self) -> list[UUID]:
        """The rooms its account is in."""
        return [room_id for room_id, stays in self.stays.items() if stays[-1][1] == LAST_SEQ]

    def changed(self, row: Row) -> None:
        """Its account came into a room, or went."""
        if row.position <= self.told:
            return
        stays = self.stays.setdefault(row.room_id, [])
        if row.type in COME:
            stays.append((row.seq, LAST_SEQ))
        elif row.type in GO and stays:
            stays[-1] = (stays[-1][0], row.seq)

    def concerned(self, row: Row, why: str) -> None:
        """Tell of an event, unless it is of a room that its account was not in then."""
        if row.position <= self.told:
            return
        if any(first <= row.seq <= last for first, last in self.stays.get(row.room_id, ())):
            self.offer(outgoing.frame(self._notice(row, why), self.talk.socket.form))

    def _notice(self, row: Row, why: str) -> notices.Notice:
        return notices.Notice(
            room=row.room_id,
            seq=row.seq,
            position=str(Position(self.talk.gateway.epoch, row.position)),
            type=why,
            at=row.at,
            actor=row.actor_id,
            message=row.subject_id if row.subject_id and why in ("mentioned", "replied_to") else UNSET,
            role=row.role or UNSET,
        )

    def offer(self, framed: bytes) -> None:
        """Queue a frame; who reads too slowly is sent away, and comes back to where he was, or asks for it anew."""
        if self.ended or self.talk.socket.offer(framed):
            return
        if self.alone:
            self.talk.goodbye(Code.TOO_SLOW, "a slow reader", retry=True)
        else:
            self._end()

    def _end(self) -> None:
        """Tell no more; what follows rooms goes on."""
        news, joined = self.talk.gateway.news, self.talk.personal is self
        self.ended = True
        self.talk.personal = None
        asyncio.get_running_loop().call_soon(news.leave, self)  # not now: it may be going through its tables
        place = max(self.told, news.at or 0) if joined else self.told
        known = str(Position(self.talk.gateway.epoch, place))
        self.talk.say(notices.Gap(after=known, position=known))
