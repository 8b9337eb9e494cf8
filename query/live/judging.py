"""What many accounts may read of many rooms, judged from the log by one statement, which is one snapshot."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from events.keyring import Keyring
from events.log.db import Db
from events.log.read import COLUMNS
from events.stored import Recorded, StoredEvent
from query.access import Access, from_events

# As `query.access.RULES`, with the rooms' heads.
RULES = f"""
    select s.version as head, {", ".join("e." + column.strip() for column in COLUMNS.split(","))}
    from unnest($1::uuid[], $2::uuid[]) as asked (room_id, subject_id)
        join streams s on s.stream_id = asked.room_id
        join events e on e.stream_id = asked.room_id and e.subject_id = asked.subject_id
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


async def judged(db: Db, keyring: Keyring, asked: Sequence[Question]) -> Mapping[Question, Judged]:
    """Every question's answer; nothing of a room that does not exist."""
    wanted = list({(one.room_id, about) for one in asked for about in (one.room_id, one.account_id)})
    rows = await db.fetch(RULES, [room for room, _ in wanted], [about for _, about in wanted])
    heads = {row["stream_id"]: row["head"] for row in rows}
    about: dict[tuple[UUID, UUID], list[Recorded]] = defaultdict(list)
    for row, recorded in zip(rows, await keyring.open([StoredEvent(*row[1:]) for row in rows]), strict=True):
        about[row["stream_id"], row["subject_id"]].append(recorded)
    return {one: _judged(one, about, heads.get(one.room_id, 0)) for one in asked}


def _judged(asked: Question, about: Mapping[tuple[UUID, UUID], list[Recorded]], head: int) -> Judged:
    events = [
        *about.get((asked.room_id, asked.room_id), ()),
        *about.get((asked.room_id, asked.account_id), ()),
    ]
    return Judged(from_events(asked.account_id, sorted(events, key=lambda one: one.version)), head)
