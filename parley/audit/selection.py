"""Which events an auditor asks for, and those events page by page."""

from collections.abc import AsyncIterator
from uuid import UUID

from msgspec import Struct

from events.log import read
from events.log.db import Db
from events.stored import StoredEvent
from parley.audit.moments import first_at, last_at
from parley.audit.refusals import Unanswerable
from projections.core import NAME
from projections.engine.checkpoint import position_of

PAGE = 1000
IN_ROOM = f"""
    select {read.COLUMNS} from events
    where stream_id = $1 and version > $2 and position between $3 and $4 order by version limit $5
"""
IS_ROOM = "select exists (select from events where stream_id = $1 and version = 1 and category = 'room')"
BEFORE = "select coalesce(max(version), 0) from events where stream_id = $1 and position < $2"
NAMED = "select room_id, visibility, created_at from rooms where name = $1 order by created_at, room_id limit 20"


class Selection(Struct, frozen=True):
    """The events from one position to another, of one room or of all."""

    epoch: str
    room_id: UUID | None
    first: int
    last: int
    events: int


async def selected(db: Db, room: str | None, from_: str | None, until: str | None) -> Selection:
    """What is asked for; raises `Unanswerable`."""
    head = await read.head(db)
    room_id = await room_of(db, room) if room is not None else None
    first = await first_at(db, head, from_) if from_ is not None else 1
    last = await last_at(db, head, until) if until is not None else head.position
    events = max(last - first + 1, 0)
    if room_id:
        events = await db.fetchval(BEFORE, room_id, last + 1) - await db.fetchval(BEFORE, room_id, first)
    return Selection(head.epoch, room_id, first, last, max(events, 0))


async def room_of(db: Db, room: str) -> UUID:
    """The room of this id, or the only one of this name now; raises `Unanswerable`."""
    try:
        room_id = UUID(room)
    except ValueError:
        return await _named(db, room)
    if not await db.fetchval(IS_ROOM, room_id):
        raise Unanswerable(f"The log has no room {room_id}.")
    return room_id


async def _named(db: Db, name: str) -> UUID:
    rows = await db.fetch(NAMED, name)
    if not rows:
        known, head = await position_of(db, NAME), (await read.head(db)).position
        behind = f" (the read models have come to position {known} of {head})" if known < head else ""
        raise Unanswerable(f"No room is called {name!r} now{behind}. Its id finds it, whatever it is called.")
    if len(rows) > 1:
        lines = [f"  {row['room_id']}  {row['visibility']}, since {row['created_at']:%Y-%m-%d}" for row in rows]
        raise Unanswerable("\n".join([f"Several rooms are called {name!r}. Choose one by its id:", *lines]))
    found: UUID = rows[0]["room_id"]
    return found


async def pages(db: Db, selection: Selection) -> AsyncIterator[list[StoredEvent]]:
    """The events in the log's order, never more than a page of them in memory."""
    room_id, first, last = selection.room_id, selection.first, selection.last
    if room_id:
        version = await db.fetchval(BEFORE, room_id, first)
        while rows := await db.fetch(IN_ROOM, room_id, version, first, last, PAGE):
            yield [StoredEvent(*row) for row in rows]
            version = rows[-1]["version"]
        return
    position = first - 1
    while page := await read.after(db, position, PAGE, last):
        yield page
        position = page[-1].position
