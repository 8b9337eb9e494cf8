"""What many accounts may read of many rooms, judged from the log by one statement, which is one snapshot."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from events.codec import decoded, open_event
from events.log.db import Db
from events.log.read import COLUMNS
from events.registry import wire_name
from events.room import MemberRoleChanged, RoomRenamed, RoomTopicChanged
from events.stored import Recorded, StoredEvent
from query.access import Access, from_events

# Of what is about a room or an account in it, these change nothing that one may read, and may be any number. What this
# build does not know is read, and refused.
HARMLESS = [wire_name(event) for event in (RoomRenamed, RoomTopicChanged, MemberRoleChanged)]
# All stays count only where history begins with them; elsewhere the last, after which they may have been erased.
RULES = f"""
    with rooms as (
        select s.stream_id as room_id, s.version as head,
            opened.data ->> 'visibility' = 'public' or opened.data ->> 'history' = 'all' as whole
        from streams s left join events opened on opened.stream_id = s.stream_id and opened.version = 1
        where s.stream_id = any ($1::uuid[])
    )
    select rooms.head, e.*
    from unnest($1::uuid[], $2::uuid[]) as asked (room_id, about) join rooms using (room_id) cross join lateral (
        select {COLUMNS} from events
        where stream_id = asked.room_id and subject_id = asked.about and type <> all ($3::text[])
        order by version desc limit case when rooms.whole and asked.about <> asked.room_id then 3 end
    ) e
    order by e.stream_id, e.version
"""


class Question(Struct, frozen=True):
    """May this account read this room?"""

    room_id: UUID
    account_id: UUID


class Judged(Struct, frozen=True):
    """What may be read while the room's log stands at `head`."""

    access: Access
    head: int


async def judged(db: Db, asked: Sequence[Question]) -> Mapping[Question, Judged]:
    """Every question's answer; nothing of a room that does not exist. Raises `UnknownEvent`."""
    wanted = list({(one.room_id, about) for one in asked for about in (one.room_id, one.account_id)})
    rows = await db.fetch(RULES, [room for room, _ in wanted], [about for _, about in wanted], HARMLESS)
    heads = {row["stream_id"]: row["head"] for row in rows}
    about: dict[tuple[UUID, UUID], list[Recorded]] = defaultdict(list)
    for row in rows:
        stored = StoredEvent(*row[1:])
        about[stored.stream_id, row["subject_id"]].append(
            open_event(stored, decoded(stored), {})
        )  # words decide nothing
    return {one: _judged(one, about, heads.get(one.room_id, 0)) for one in asked}


async def judge(db: Db, room_id: UUID, account_id: UUID) -> Access:
    """What one account may read of one room."""
    question = Question(room_id, account_id)
    return (await judged(db, [question]))[question].access


def _judged(asked: Question, about: Mapping[tuple[UUID, UUID], list[Recorded]], head: int) -> Judged:
    events = [
        *about.get((asked.room_id, asked.room_id), ()),
        *about.get((asked.room_id, asked.account_id), ()),
    ]
    return Judged(from_events(asked.account_id, sorted(events, key=lambda one: one.version)), head)
