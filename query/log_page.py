"""A room's log as it may be shown: live frames straight from the log, without the words that are no longer said."""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from events.keyring import Keyring
from events.log.db import Db
from events.log.read import COLUMNS
from events.markdown import html_of
from events.room import MessageEdited, MessageSent
from events.stored import Recorded, StoredEvent
from events.wire.event import EventFrame, event_frame
from query.access import Stretch

PAGE = f"""
    select e.* from unnest($2::int[], $3::int[]) as r (first, last) cross join lateral (
        select {COLUMNS} from events
        where stream_id = $1 and version between greatest(r.first, $4) and least(r.last, $5)
        order by version limit $6) e
    order by e.version limit $6
"""
# What became of messages since: the last version of their words, or none when they were taken back or erased.
LATER = """
    select subject_id as message_id, max(version) filter (where type = 'message_edited') as edited,
        bool_or(type <> 'message_edited') as gone
    from events where stream_id = $1 and subject_id = any ($2::uuid[])
        and type in ('message_edited', 'message_deleted', 'message_erased')
    group by subject_id
"""
# As the read models have it; what they do not have yet is rendered here.
HTML = """
    select message_id, coalesce(edited_seq, seq) as seq, html from messages
    where room_id = $1 and message_id = any ($2::uuid[])
"""
AT_A_STRETCH = 0.01  # seconds: where the read models are far behind, a page of long messages takes its time


class Fate(Struct, frozen=True):
    """What became of a message: the seq of its last edit, and whether it was deleted or erased."""

    edited: int | None
    gone: bool


UNCHANGED = Fate(None, False)


async def frames(
    db: Db, keyring: Keyring, epoch: str, room_id: UUID, readable: Sequence[Stretch], first: int, last: int, limit: int
) -> list[EventFrame]:
    """The frames from seq `first` to `last` that lie in `readable`, at most `limit`; raises `UnknownEvent`."""
    lows, highs = [stretch.first for stretch in readable], [stretch.last for stretch in readable]
    rows = await db.fetch(PAGE, room_id, lows, highs, first, last, limit)
    recorded = await keyring.open([StoredEvent(*row) for row in rows], anew=db)
    said = [r.event.message_id for r in recorded if isinstance(r.event, MessageSent | MessageEdited)]
    if not said:
        return [event_frame(epoch, one) for one in recorded]
    fates = {row["message_id"]: Fate(row["edited"], row["gone"]) for row in await db.fetch(LATER, room_id, said)}
    html = {(row["message_id"], row["seq"]): row["html"] for row in await db.fetch(HTML, room_id, said)}
    found: list[EventFrame] = []
    loop = asyncio.get_running_loop()
    began = loop.time()
    for one in recorded:
        found.append(_frame(epoch, one, fates, html))
        if loop.time() - began > AT_A_STRETCH:
            await asyncio.sleep(0)
            began = loop.time()
    return found


def _frame(
    epoch: str, recorded: Recorded, fates: Mapping[UUID, Fate], html: Mapping[tuple[UUID, int], str | None]
) -> EventFrame:
    event = recorded.event
    if not isinstance(event, MessageSent | MessageEdited):
        return event_frame(epoch, recorded)
    fate = fates.get(event.message_id, UNCHANGED)
    if fate.gone or (fate.edited or 0) > recorded.version or "body" in recorded.erased:
        return event_frame(epoch, recorded, redacted=True)
    rendered = html.get((event.message_id, recorded.version))
    return event_frame(epoch, recorded, html=html_of(event.body) if rendered is None else rendered)
