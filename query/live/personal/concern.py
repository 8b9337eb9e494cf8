"""Whom an event of the log concerns, and why; told by numbers and ids only, so that nothing is opened for it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from events.log.db import Db

# Of $4, where it is given: what is about them, names them, or answers somebody.
NEWS = """
    select e.position, e.stream_id, e.version, e.type, e.subject_id, e.actor_id, e.occurred_at, e.data ->> 'role',
        case when e.type in ('message_sent', 'message_edited') then e.data ->> 'mentions' end,
        case e.type when 'message_edited' then (
            select b.data ->> 'mentions' from events b
            where b.stream_id = e.stream_id and b.subject_id = e.subject_id and b.version < e.version
                and b.type in ('message_sent', 'message_edited')
            order by b.version desc limit 1) end,
        case e.type when 'message_sent' then (
            select o.actor_id from events o
            where o.stream_id = e.stream_id and o.subject_id = (e.data ->> 'reply_to')::uuid
                and o.type = 'message_sent' order by o.version limit 1) end
    from events e
    where e.position > $1 and e.position <= $2 and ($4::uuid is null
        or e.subject_id = $4 or strpos(e.data::text, $4::text) > 0
        or (e.type = 'message_sent' and e.data ->> 'reply_to' is not null))
    order by e.position limit $3
"""
PAGE = 1000
COME, GO = {"member_joined", "member_added"}, {"member_left", "member_removed"}
OF_MEMBERS = {
    "member_joined": "joined",
    "member_added": "added",
    "member_left": "left",
    "member_removed": "removed",
    "member_role_changed": "role_changed",
}
_accounts = msgspec.json.Decoder(set[UUID])


class Row(Struct, frozen=True):
    """As much of an event as says whom it concerns; `replied` is whose message it answers."""

    position: int
    room_id: UUID
    seq: int
    type: str
    subject_id: UUID | None
    actor_id: UUID
    at: datetime
    role: str | None = None
    mentions: str | None = None
    mentioned_before: str | None = None
    replied: UUID | None = None


async def rows(db: Db, after: int, up_to: int, account_id: UUID | None = None) -> list[Row]:
    """A page of the log after a position; of one account what may concern it."""
    return [Row(*row) for row in await db.fetch(NEWS, after, up_to, PAGE, account_id)]


def concerns(row: Row) -> Iterator[tuple[UUID, str]]:
    """Each account that an event concerns, once, and why; nobody is told what they did to themselves by speaking."""
    if row.mentions is not None or row.replied is not None:
        before = _accounts.decode(row.mentioned_before or "[]")
        mentioned = _accounts.decode(row.mentions or "[]") - before - {row.actor_id}
        yield from ((account_id, "mentioned") for account_id in mentioned)
        if row.replied is not None and row.replied not in {*mentioned, row.actor_id}:
            yield row.replied, "replied_to"
    elif row.type in OF_MEMBERS and row.subject_id is not None:
        yield row.subject_id, OF_MEMBERS[row.type]
