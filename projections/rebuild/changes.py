"""What changes messages after they were said: applied once all of them are loaded and can be looked up."""

from collections.abc import AsyncIterator

from events.account import SessionEnded, SessionStarted
from events.keyring import Keyring
from events.log.db import Db
from events.log.progress import Stages
from events.log.read import COLUMNS
from events.registry import wire_name
from events.room import MemberAdded, MemberJoined, MemberLeft, MemberRemoved, MessageSent
from events.stored import StoredEvent
from projections.engine.opening import opened
from projections.engine.page import PAGE
from projections.history import History
from projections.rebuild.version import Version, ours
from runtime.postgres import Connection

# Left out for speed alone, because there are many of them: history passes over whatever else is of no concern to it.
MANY = (MessageSent, MemberJoined, MemberAdded, MemberLeft, MemberRemoved, SessionStarted, SessionEnded)
NO_CHANGE = [wire_name(event) for event in MANY]
CHANGES = f"""
    select {COLUMNS} from events
    where position > $1 and position <= $2 and type <> all ($3::text[]) order by position limit $4
"""


async def change(db: Connection, keyring: Keyring, version: Version, up_to: int, progress: Stages) -> None:
    """Apply all changes up to a position, in the log's order; `db` has entered the version. Raises `Poisoned`.

    No message's first words depend on what happened to others, so those may all have been written before.
    """
    history = History()
    async for page in _pages(db, up_to):
        recorded = await opened(version.name, keyring, page)
        async with db.transaction():
            await ours(db, version)
            await history.apply(db, recorded)
        progress("changing", page[-1].position, up_to)


async def _pages(db: Db, up_to: int) -> AsyncIterator[list[StoredEvent]]:
    position = 0
    while page := [StoredEvent(*row) for row in await db.fetch(CHANGES, position, up_to, NO_CHANGE, PAGE)]:
        yield page
        position = page[-1].position
