"""Decides a mark on what it rests on: the room's rules, its reader's place there, and how far their last mark went."""

from uuid import UUID

from msgspec import Struct

from command import accounts, room_parts
from command.considered import Actor, Considered
from command.domain import reader
from command.domain.reader import MarkRead, Reader
from command.domain.rejections import Rejected
from command.keys import following_id
from command.room_parts import Asked
from command.writer import Writer
from events.log.read import HEAD
from events.log.write import Expectation, exact, untouched
from events.stored import Draft, Recorded

HEADS = f"select coalesce((select version from streams where stream_id = $1), 0) as seq, ({HEAD}) as position"


class Admitted(Struct, frozen=True):
    """A mark may be made, unless any of this changes; the log had come to `position`."""

    expectations: list[Expectation]
    position: int


def stream_of(writer: Writer, account_id: UUID, room_id: UUID) -> UUID:
    """The stream of one person's marks in one room: nobody can tell it from the two."""
    return following_id(writer.keys, "reader", account_id, room_id)


async def mark_of(writer: Writer, account_id: UUID, room_id: UUID) -> tuple[int, float]:
    """Somebody's last mark in a room, and when it was written, in seconds; 0 and 0 where there is none."""
    found = await writer.log.last(stream_of(writer, account_id, room_id))
    return (_known(found).mark, found.recorded_at.timestamp()) if found else (0, 0.0)


async def admitted(writer: Writer, command: MarkRead, actor: Actor) -> Admitted:
    """Judge whether somebody may make a mark, without making it; it is refused only on what the log says now."""
    try:
        return await _admitted(writer, command, actor, fresh=False)
    except Rejected:
        return await _admitted(writer, command, actor, fresh=True)


async def consider(writer: Writer, command: MarkRead, actor: Actor, *, fresh: bool) -> Considered:
    """Decide a mark, expecting that its reader makes no other meanwhile."""
    rests_on = await _admitted(writer, command, actor, fresh=fresh)
    stream_id = stream_of(writer, actor.account_id, command.room_id)
    found = await writer.log.last(stream_id)
    drafts = [Draft(stream_id, event) for event in reader.decide(_known(found), command)]
    expectations = [*rests_on.expectations, exact(stream_id, found.version if found else 0)]
    return Considered(stream_id, drafts, expectations, lambda version: None)


def _known(last: Recorded | None) -> Reader:
    """Each mark says all, so those before the last are not read."""
    return reader.evolve(reader.INITIAL, last.event) if last else reader.INITIAL


async def _admitted(writer: Writer, command: MarkRead, actor: Actor, *, fresh: bool) -> Admitted:
    me, room_id = actor.account_id, command.room_id
    mine = await accounts.known(writer, me, fresh=fresh)
    accounts.account_of(mine).admit(actor.session_id)
    known = await room_parts.known(writer, room_id, Asked((me,)), fresh=fresh)
    heads = await writer.log.db.fetchrow(HEADS, room_id)
    reader.admit(known.room, heads["seq"], command, me)
    return Admitted([*known.expected, untouched(me, me, mine.version)], heads["position"])
