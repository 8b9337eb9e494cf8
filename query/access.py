"""Who may read which seqs of a room: the one rule behind pages, log and live stream.

A public room is read by every signed-in account, a private one by its members: all of it, or, where its history is
`since_join`, the seqs of their stays. A former member of a private room reads nothing. What every stranger may read is
not kept from a member, so in a public room everybody reads everything.
"""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from events.log.db import Db
from events.room import (
    History,
    MemberAdded,
    MemberErased,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    RoomArchived,
    RoomCreated,
    Visibility,
)
from events.stored import Recorded
from query.problems import NOT_FOUND
from runtime.problems import Refused

LAST_SEQ = 2**31 - 1

# The rule for read models: a common table of the seqs that account $2 may read in room $1, one row a range.
READABLE = f"""
    with readable as (
        select 1 as lo, {LAST_SEQ} as hi from rooms r
        where r.room_id = $1 and (r.visibility = 'public' or r.history = 'all' and exists (
            select from members m where m.room_id = $1 and m.account_id = $2))
        union all
        select s.from_seq, coalesce(s.to_seq, {LAST_SEQ})
        from rooms r join members m using (room_id) join stays s using (room_id, account_id)
        where r.room_id = $1 and m.account_id = $2 and r.visibility = 'private' and r.history = 'since_join'
    )
"""
# The rule for one room as a condition: account $1 may know of room r, whose member m it may be.
KNOWN = "(r.visibility = 'public' or m.account_id is not null)"
# The rule for one seq of a room as a condition: the account whose membership of room r is m, if any, may read it.
READABLE_AT = f"""
    (r.visibility = 'public' or m.account_id is not null and (r.history = 'all' or exists (
        select from stays s where s.room_id = r.room_id and s.account_id = m.account_id
            and {{seq}} between s.from_seq and coalesce(s.to_seq, {LAST_SEQ}))))
"""


class Gone(StrEnum):
    """Why somebody who was a member is none any more."""

    LEFT = "left"
    REMOVED = "removed"


class Stretch(Struct, frozen=True):
    """Seqs from first to last, both included."""

    first: int
    last: int


class Access(Struct, frozen=True):
    """What one account may read of one room; `gone_at` is the seq that ended its last stay, and why."""

    readable: tuple[Stretch, ...]
    archived_at: int | None = None
    gone_at: int | None = None
    gone: Gone | None = None


async def require_readable(db: Db, room_id: UUID, account_id: UUID) -> None:
    """Raise `Refused` unless there is something of this room that the account may read."""
    if not await db.fetchval(READABLE + "select exists (select from readable)", room_id, account_id):
        raise Refused(NOT_FOUND)


def from_events(account_id: UUID, events: Iterable[Recorded]) -> Access:
    """What an account may read, given all that decides about the room and about the account in it.

    Where no more than the last stay counts, those before it may be left out.
    """
    visibility: Visibility | None = None
    history = History.ALL
    stays: list[Stretch] = []
    archived_at = gone_at = gone = None
    for recorded in events:
        seq = recorded.version
        match recorded.event:
            case RoomCreated():
                visibility, history = recorded.event.visibility, recorded.event.history
            case RoomArchived():
                archived_at = seq
            case MemberJoined(account_id=account) | MemberAdded(account_id=account) if account == account_id:
                stays.append(Stretch(seq, LAST_SEQ))
                gone_at = gone = None
            case MemberErased(role=None):
                pass  # they had gone before
            case (
                MemberLeft(account_id=account) | MemberRemoved(account_id=account) | MemberErased(account_id=account)
            ) if account == account_id and stays:
                stays[-1] = Stretch(stays[-1].first, seq)
                gone_at, gone = seq, Gone.REMOVED if isinstance(recorded.event, MemberRemoved) else Gone.LEFT
            case _:
                pass
    return Access(_readable(visibility, history, stays), archived_at, gone_at, gone)


def _readable(visibility: Visibility | None, history: History, stays: list[Stretch]) -> tuple[Stretch, ...]:
    member = bool(stays) and stays[-1].last == LAST_SEQ
    if visibility is Visibility.PUBLIC or (member and history is History.ALL):
        return (Stretch(1, LAST_SEQ),)
    return tuple(stays) if member else ()
