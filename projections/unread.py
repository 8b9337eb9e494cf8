"""How far everybody has read each room, and who is named where: what unread counts are made of.

A count is the number of the room's last message less that of the last one read, less those after it that are gone. So a
message costs the same however many are in its room: there is no row for each of them.
"""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from msgspec import Struct, field

from events.account import AccountErased
from events.reader import RoomRead
from events.room import MessageDeleted, MessageEdited, MessageErased, MessageSent
from events.stored import Recorded
from projections.columns import columns
from runtime.postgres import Connection

# What one has read before one came is not here. Marks only go forward: in whatever order, the greatest stays.
MARK = """
    insert into marks (account_id, room_id, seq) select * from unnest($1::uuid[], $2::uuid[], $3::int[])
    on conflict (account_id, room_id) do update set seq = excluded.seq where marks.seq < excluded.seq
"""
UNNAME = """
    delete from mentions m using unnest($1::uuid[], $2::uuid[]) g(room_id, message_id)
    where m.room_id = g.room_id and m.message_id = g.message_id
"""
# An edit does not know its message's seq. The log does; other read models may lack it, parked or not built yet.
NAME = """
    insert into mentions (room_id, message_id, account_id, author_id, seq)
    select n.room_id, n.message_id, n.account_id, n.author_id, coalesce(n.seq, (
        select e.version from events e
        where e.stream_id = n.room_id and e.subject_id = n.message_id and e.type = 'message_sent'
        order by e.version limit 1))
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[])
        n(room_id, message_id, account_id, author_id, seq)
"""
FORGET_MARKS = "delete from marks where account_id = any ($1::uuid[])"
FORGET_MENTIONS = "delete from mentions where author_id = any ($1::uuid[])"

Message = tuple[UUID, UUID]  # a room and a message in it


class _Naming(Struct):
    """Whom a message names; `seq` is None where a page knows only of its edit."""

    author_id: UUID
    accounts: tuple[UUID, ...]
    seq: int | None = None


class _Page(Struct):
    """What a page changes: marks by account and room, and of messages whom they name, after it has `unnamed` those."""

    marks: dict[tuple[UUID, UUID], int] = field(default_factory=dict)
    named: dict[Message, _Naming] = field(default_factory=dict)
    unnamed: set[Message] = field(default_factory=set)
    erased: list[UUID] = field(default_factory=list)


class Unread:
    """How much has somebody not read here, and what of it names them?"""

    name: ClassVar[str] = "unread"
    tables: ClassVar[tuple[str, ...]] = ("marks", "mentions")
    parks: ClassVar[str | None] = "room"

    async def apply(self, db: Connection, batch: Sequence[Recorded]) -> None:
        page = _Page()
        for recorded in batch:
            _change(page, recorded)
        if page.erased:
            await db.execute(FORGET_MARKS, page.erased)
            await db.execute(FORGET_MENTIONS, page.erased)
        if page.marks:
            await db.execute(MARK, *columns((*key, seq) for key, seq in page.marks.items()))
        if page.unnamed:
            await db.execute(UNNAME, *columns(page.unnamed))
        if rows := [
            (*message, account_id, naming.author_id, naming.seq)
            for message, naming in page.named.items()
            for account_id in naming.accounts
        ]:
            await db.execute(NAME, *columns(rows))


def _change(page: _Page, recorded: Recorded) -> None:
    room_id, who = recorded.stream_id, recorded.actor_id
    match recorded.event:
        case MessageSent() as event:
            _mark(page, who, room_id, recorded.version)  # who says something has read what was said before
            if event.mentions:
                page.named[room_id, event.message_id] = _Naming(who, _others(event, who), recorded.version)
        case MessageEdited() as event:
            message = room_id, event.message_id
            said = page.named.get(message)
            page.named[message] = _Naming(who, _others(event, who), said.seq if said else None)
            page.unnamed.add(message)
        case MessageDeleted(message_id=message_id) | MessageErased(message_id=message_id):
            page.named.pop((room_id, message_id), None)
            page.unnamed.add((room_id, message_id))
        case RoomRead() as event:
            _mark(page, who, event.room_id, event.seq)
        case AccountErased():
            gone = recorded.stream_id
            page.marks = {key: seq for key, seq in page.marks.items() if key[0] != gone}
            page.named = {message: naming for message, naming in page.named.items() if naming.author_id != gone}
            page.erased.append(gone)


def _mark(page: _Page, account_id: UUID, room_id: UUID, seq: int) -> None:
    key = account_id, room_id
    page.marks[key] = max(seq, page.marks.get(key, 0))


def _others(event: MessageSent | MessageEdited, author_id: UUID) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(each for each in event.mentions if each != author_id))
