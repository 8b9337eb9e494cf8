"""What was said in each room, as it reads now: numbered, edited, taken back, rendered."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from msgspec import Struct

from events.account import AccountErased
from events.room import MessageDeleted, MessageEdited, MessageSent
from events.stored import Recorded
from projections.columns import columns
from projections.markdown import HTML_VERSION, html_of
from runtime.postgres import Connection

# The last message of a room has its greatest number; it is found by the index on (room_id, seq).
SAY = f"""
    with before as materialized (
        select r.room_id, coalesce((
            select m.n from messages m where m.room_id = r.room_id order by m.room_id desc, m.seq desc limit 1), 0) as n
        from unnest($1::uuid[]) r(room_id)
    )
    insert into messages (room_id, message_id, seq, n, author_id, body, html, html_version, reply_to, mentions,
        sent_at, erased)
    select s.room_id, s.message_id, s.seq, before.n + s.nth, s.author_id, s.body, s.html, {HTML_VERSION}, s.reply_to,
        s.mentions::uuid[], s.sent_at, s.erased
    from unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::uuid[], $7::text[], $8::text[], $9::uuid[],
        $10::text[], $11::timestamptz[], $12::bool[])
        s(room_id, message_id, seq, nth, author_id, body, html, reply_to, mentions, sent_at, erased)
    join before using (room_id)
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
# All that an author ever said was said by commands of theirs; nothing is said by them any more.
ERASE = """
    update messages m set body = null, html = null, erased = true
    from unnest($1::uuid[]) a(author_id) join commands c on c.actor_id = a.author_id
    join events e on e.position between c.first_position and c.last_position and e.type = 'message_sent'
    where m.room_id = e.stream_id and m.message_id = e.subject_id and m.author_id = a.author_id
        and (m.body is not null or not m.erased)
"""


class Words(Struct, frozen=True):
    """What an event says; nothing where it was erased."""

    body: str | None
    html: str | None
    mentions: str
    erased: bool


class History:
    """What was said in this room?"""

    name: ClassVar[str] = "history"
    tables: ClassVar[tuple[str, ...]] = ("messages",)
    parks: ClassVar[str | None] = "room"

    async def apply(self, db: Connection, batch: Sequence[Recorded]) -> None:
        said: list[tuple[object, ...]] = []
        counts: dict[UUID, int] = {}
        edits: dict[tuple[UUID, UUID], tuple[object, ...]] = {}
        deletions: dict[tuple[UUID, UUID], tuple[object, ...]] = {}
        erased: list[UUID] = []
        for recorded in batch:
            room_id = recorded.stream_id
            match recorded.event:
                case MessageSent() as event:
                    nth = counts[room_id] = counts.get(room_id, 0) + 1
                    said.append(_sent(event, recorded, nth))
                case MessageEdited() as event:
                    words = words_of(event, recorded)
                    edits[room_id, event.message_id] = (
                        recorded.version,
                        recorded.occurred_at,
                        words.body,
                        words.html,
                        words.mentions,
                        words.erased,
                    )
                case MessageDeleted() as event:
                    deletions[room_id, event.message_id] = (recorded.version, recorded.occurred_at)
                case AccountErased():
                    erased.append(recorded.stream_id)
        if said:
            await db.execute(SAY, list(counts), *columns(said))
        if edits:
            await db.execute(EDIT, *columns((*key, *row) for key, row in edits.items()))
        if deletions:
            await db.execute(DELETE, *columns((*key, *row) for key, row in deletions.items()))
        if erased:
            await db.execute(ERASE, erased)


def _sent(event: MessageSent, recorded: Recorded, nth: int) -> tuple[object, ...]:
    words = words_of(event, recorded)
    return (
        recorded.stream_id,
        event.message_id,
        recorded.version,
        nth,
        recorded.actor_id,
        words.body,
        words.html,
        event.reply_to,
        words.mentions,
        recorded.occurred_at,
        words.erased,
    )


def words_of(event: MessageSent | MessageEdited, recorded: Recorded) -> Words:
    mentions = "{" + ",".join(map(str, event.mentions)) + "}"
    if "body" in recorded.erased:
        return Words(None, None, mentions, True)
    return Words(event.body, html_of(event.body), mentions, False)
