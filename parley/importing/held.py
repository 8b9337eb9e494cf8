"""What the log already holds of an import: which files, and the cast before each of them."""

from collections.abc import Mapping
from uuid import UUID

from events.account import AccountImported, DisplayNameChanged
from events.keyring import Keyring
from events.log.db import Db
from events.log.read import COLUMNS
from events.stored import StoredEvent
from parley.importing.cast import Cast
from parley.importing.importer import IMPORTER

END = 2**63 - 1
FILES = """
    select metadata ->> 'file' as file, min(position) as first from events
    where stream_id = $1 and initiator_id = $2 and metadata ->> 'file' is not null group by 1 order by 2
"""
# In the order of what was imported: the accounts of a file are made before its lines are said.
NAMINGS = f"""
    select {COLUMNS} from events
    where stream_id = any ($1::uuid[]) and type in ('account_imported', 'display_name_changed')
        and position < $2 and metadata ->> 'file' <> $3
    order by array_position($4::text[], metadata ->> 'file'), (metadata ->> 'line')::int, position
"""
COMINGS_AND_GOINGS = """
    select type, subject_id, initiator_id from events
    where stream_id = $1 and touches <> '{}' and type like 'member%' and subject_id <> $2 and position < $3
    order by version
"""
LAST = "select occurred_at from events where stream_id = $1 and position < $2 order by version desc limit 1"
IN = {"member_joined", "member_added"}
OUT = {"member_left", "member_removed", "member_erased"}


async def files(db: Db, room_id: UUID) -> dict[str, int]:
    """The files of which the room holds events, in the order they were imported, and each one's first position."""
    return {row["file"]: row["first"] for row in await db.fetch(FILES, room_id, IMPORTER)}


async def cast_before(db: Db, keyring: Keyring, room_id: UUID, held: Mapping[str, int], file: str) -> Cast:
    """The cast as it was when this file began, or as it is now if it has not begun."""
    first = held.get(file, END)
    cast = Cast()
    known: dict[UUID, None] = {}
    for row in await db.fetch(COMINGS_AND_GOINGS, room_id, IMPORTER, first):
        if row["initiator_id"] == IMPORTER:
            known[row["subject_id"]] = None
        elif row["subject_id"] not in known:
            continue  # somebody real came by; they are none of the transcript's
        if row["type"] in IN:
            cast.present[row["subject_id"]] = None
        elif row["type"] in OUT:
            cast.present.pop(row["subject_id"], None)
    rows = await db.fetch(NAMINGS, list(known), first, file, list(held))
    for recorded in await keyring.open([StoredEvent(*row) for row in rows]):
        if isinstance(recorded.event, AccountImported | DisplayNameChanged):
            cast.take(recorded.event.display_name, recorded.stream_id)
    last = await db.fetchval(LAST, room_id, first)
    cast.day = last.date() if last and held else None
    return cast
