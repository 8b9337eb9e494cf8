"""What was said in each room, as it reads now: numbered, edited, taken back, rendered."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar
from uuid import UUID

from events.account import AccountErased
from events.markdown import HTML_VERSION
from events.room import MessageDeleted, MessageEdited, MessageErased, MessageSent
from events.stored import Recorded
from projections.columns import columns
from projections.engine.page import SMALL
from projections.said import copy, row, words_of
from runtime.postgres import Connection

# The last message of a room has its greatest number; it is found by the index on (room_id, seq).
LAST = """
    select r.room_id, coalesce((
        select m.n from messages m where m.room_id = r.room_id order by m.room_id desc, m.seq desc limit 1), 0) as n
    from unnest($1::uuid[]) r(room_id)
"""
SAY = f"""
    insert into messages (room_id, message_id, seq, n, author_id, body, html, html_version, reply_to, mentions, sent_at,
        erased)
    select s.room_id, s.message_id, s.seq, s.number + coalesce((
        select m.n from messages m where m.room_id = s.room_id order by m.room_id desc, m.seq desc limit 1), 0),
        s.author_id, s.body, s.html, {HTML_VERSION}, s.reply_to, s.mentions::uuid[], s.at, s.body is null
    from unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::uuid[], $6::text[], $7::text[], $8::uuid[],
        $9::text[], $10::timestamptz[])
        s(room_id, message_id, seq, number, author_id, body, html, reply_to, mentions, at)
"""
EDIT = f"""
    update messages m set edited_seq = e.seq, edited_at = e.at, mentions = e.mentions::uuid[], erased = e.erased,
        body = case when m.deleted_seq is null then e.body end, html = case when m.deleted_seq is null then e.html end,
        html_version = {HTML_VERSION}
    from unnest($1::uuid[], $2::uuid[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::bool[])
        e(room_id, message_id, seq, at, body, html, mentions, erased)
    where m.room_id = e.room_id and m.message_id = e.message_id
"""
DELETE = """
    update messages m set deleted_seq = d.seq, deleted_at = d.at, body = null, html = null
    from unnest($1::uuid[], $2::uuid[], $3::int[], $4::timestamptz[]) d(room_id, message_id, seq, at)
    where m.room_id = d.room_id and m.message_id = d.message_id
"""
# All that an author ever said was said by commands of theirs, so no index of messages by author is kept. A left join,
# because a page of commands may have said nothing; `offset 0`, or the planner looks for each message in every command.
SAID_BY = """
    select c.command_id, e.stream_id as room_id, e.subject_id as message_id from (
        select command_id, first_position, last_position from commands
        where actor_id = $1 and command_id > $2 order by command_id limit 5000) c
    left join lateral (
        select stream_id, subject_id from events
        where position between c.first_position and c.last_position and type = 'message_sent' offset 0) e on true
"""
ERASE = """
    update messages m set body = null, html = null, erased = true
    from unnest($1::uuid[], $2::uuid[]) s(room_id, message_id)
    where m.room_id = s.room_id and m.message_id = s.message_id and (m.body is not null or not m.erased)
"""


class History:
    """What was said in this room?"""

    name: ClassVar[str] = "history"
    tables: ClassVar[tuple[str, ...]] = ("messages",)
    parks: ClassVar[str | None] = "room"

    async def apply(self, db: Connection, batch: Sequence[Recorded]) -> None:
        said: list[tuple[MessageSent, Recorded]] = []
        edits: dict[tuple[UUID, UUID], tuple[object, ...]] = {}
        deletions: dict[tuple[UUID, UUID], tuple[object, ...]] = {}
        erased: list[tuple[UUID, UUID]] = []
        gone: list[UUID] = []
        for recorded in batch:
            room_id = recorded.stream_id
            match recorded.event:
                case MessageSent() as event:
                    said.append((event, recorded))
                case MessageEdited() as event:
                    body, html = words_of(event, recorded)
                    mentions = "{" + ",".join(map(str, event.mentions)) + "}"
                    at = recorded.occurred_at
                    edits[room_id, event.message_id] = (recorded.version, at, body, html, mentions, body is None)
                case MessageDeleted() as event:
                    deletions[room_id, event.message_id] = (recorded.version, recorded.occurred_at)
                case MessageErased() as event:
                    erased.append((room_id, event.message_id))
                case AccountErased():
                    gone.append(recorded.stream_id)
        if said:
            await _say(db, said)
        if edits:
            await db.execute(EDIT, *columns((*key, *row) for key, row in edits.items()))
        if deletions:
            await db.execute(DELETE, *columns((*key, *row) for key, row in deletions.items()))
        if erased:
            await db.execute(ERASE, *columns(erased))
        for author_id in gone:
            await _erase(db, author_id)


async def _erase(db: Connection, author_id: UUID) -> None:
    last = UUID(int=0)
    while found := await db.fetch(SAID_BY, author_id, last):
        last = max(each["command_id"] for each in found)
        said = [(each["room_id"], each["message_id"]) for each in found if each["message_id"]]
        if said:
            await db.execute(ERASE, *columns(said))


async def _say(db: Connection, said: Sequence[tuple[MessageSent, Recorded]]) -> None:
    if len(said) <= SMALL:
        await db.execute(SAY, *columns(_rows(said)))
        return
    found = await db.fetch(LAST, list({recorded.stream_id for _, recorded in said}))
    await copy(db, numbered(said, {each["room_id"]: each["n"] for each in found}))


def _rows(said: Iterable[tuple[MessageSent, Recorded]]) -> Iterator[tuple[object, ...]]:
    """Messages as rows to insert, numbered within each room from 1."""
    numbers: dict[UUID, int] = {}
    for event, recorded in said:
        room_id = recorded.stream_id
        number = numbers[room_id] = numbers.get(room_id, 0) + 1
        body, html = words_of(event, recorded)
        mentions = "{" + ",".join(map(str, event.mentions)) + "}"
        ids, at = (room_id, event.message_id, recorded.version, number, recorded.actor_id), recorded.occurred_at
        yield *ids, body, html, event.reply_to, mentions, at


def numbered(said: Iterable[tuple[MessageSent, Recorded]], last: dict[UUID, int]) -> Iterator[bytes]:
    """Messages as rows to copy; `last` has the number of each room's last message, and is moved on."""
    for event, recorded in said:
        n = last[recorded.stream_id] = last.get(recorded.stream_id, 0) + 1
        yield row(event, recorded, n)
