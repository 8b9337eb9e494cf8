"""What accounts were called: the events that named them."""

from collections.abc import Collection
from uuid import UUID

from events.log.db import Db
from events.log.read import COLUMNS
from events.stored import StoredEvent

# An account is named by its first event, and by the later ones that are about the account itself.
NAMING = f"""
    select {", ".join("e." + column for column in COLUMNS.split(", "))}
    from unnest($1::uuid[]) a(id) join events e on e.stream_id = a.id and e.version = 1
    where e.position <= $2
    union all
    select {", ".join("e." + column for column in COLUMNS.split(", "))}
    from unnest($1::uuid[]) a(id) join events e on e.stream_id = a.id and e.subject_id = a.id and e.version > 1
    where e.position <= $2
    order by position
"""


async def naming(db: Db, accounts: Collection[UUID], up_to: int) -> list[StoredEvent]:
    """The events that named these accounts, up to a position, in the log's order."""
    found = [StoredEvent(*row) for row in await db.fetch(NAMING, list(accounts), up_to)]
    return [event for event in found if event.category == "account"]
