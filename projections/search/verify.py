"""Proves search: what its words should be, made from the core's messages, beside what they are."""

from msgspec import Struct

from projections.compare import Compared
from projections.engine.checkpoint import position_of
from projections.engine.ownership import Connect
from projections.rebuild.switch import GATE
from projections.search.search import NAME
from runtime.postgres import Connection

# What search has not come to yet may stand in the core's tables already.
SETTLED = """
    {rows} where m.room_id not in (select room_id from searchable_later)
        and (m.room_id, m.seq) not in (
            select t.room_id, t.seq from events e
            join messages t on t.room_id = e.stream_id and t.message_id = e.subject_id
            where e.position > $1 and e.type in
                ('message_sent', 'message_edited', 'message_deleted', 'message_erased'))
        and m.author_id not in (select stream_id from events where type = 'account_erased' and position > $1)
"""
KEPT = SETTLED.format(rows="select * from searchable m")
MADE = (
    SETTLED.format(
        rows="select m.room_id, m.sent_at, m.seq, m.author_id, search_words(m.body) as words from messages m"
    )
    + " and m.body is not null"
)
# Which message it is, never what it says.
DIFFERENT = f"""
    select room_id || ', seq ' || seq as which, kept.words is null as missing, made.words is null as left_over
    from ({KEPT}) kept full join ({MADE}) made using (room_id, sent_at, seq)
    where kept.words is distinct from made.words or kept.author_id is distinct from made.author_id
    order by room_id, seq limit 5
"""


class Verified(Struct, frozen=True):
    """The words as they are kept up to the checkpoint, against those that the messages have."""

    position: int
    table: Compared


async def verify(connect: Connect) -> Verified:
    """Compare inside one snapshot; nothing is touched."""
    db = await connect()
    try:
        async with db.transaction(isolation="repeatable_read", readonly=True):
            await db.execute(f"lock table {GATE} in access share mode")
            position = await position_of(db, NAME)
            return Verified(position, await _compared(db, position))
    finally:
        db.terminate()


async def _compared(db: Connection, position: int) -> Compared:
    rows: int = await db.fetchval("select count(*) from searchable")
    different = await db.fetch(DIFFERENT, position)
    only_live = tuple(row["which"] for row in different if not row["missing"])
    only_rebuilt = tuple(row["which"] for row in different if not row["left_over"])
    return Compared("searchable", rows, only_live, only_rebuilt, equal=not different)
