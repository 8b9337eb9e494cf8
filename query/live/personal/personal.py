"""One personal stream: when its account was in which room, and what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import UNSET

from events import wire
from events.cursor import Position
from query.access import LAST_SEQ
from query.live import outgoing
from query.live.codes import Code
from query.live.personal.concern import COME, GO, Row

if TYPE_CHECKING:
    from query.live.talk import Talk

Stays = dict[UUID, list[tuple[int, int]]]


class Personal:
    """`stays` are true at a position, and from there on as the log goes on; what is up to `told` is known already."""

    def __init__(self, talk: Talk, account_id: UUID, stays: Stays, told: int) -> None:
        self.talk = talk
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

    def _notice(self, row: Row, why: str) -> wire.Notice:
        return wire.Notice(
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
        """Queue a frame; who reads too slowly is sent away, and comes back to where he was."""
        if not self.talk.socket.offer(framed):
            self.talk.goodbye(Code.TOO_SLOW, "a slow reader", retry=True)
