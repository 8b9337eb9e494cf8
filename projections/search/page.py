"""What a page of the log changes in the words that can be searched: set-based, and no event is opened for it.

The log says which messages a page touches, the core's table `messages` what they say now, which may be later than the
page: what happened in between is touched by a later page once more. So the words are right as of any position that
search has come to, but for what has changed since, and queries look at the message itself before they show it.

A crash of Postgres takes back the newest commits first, so search, which has seen the core's, never stands beyond it.

What happens to the core's tables:
- They are switched or rolled back to a version at the same position, which has the same words. The lock on `rooms` is
  the gate that a switch takes, so that no page sees one table of the old version and another of the new one.
- They are switched although they differ (`--switch-anyway`): then `verify` says where search differs from them now, and
  `parley projections rebuild search` makes it anew.
- A room is parked there: its messages are missing, so it is written down, and gone through once it is whole.
- They are erased: who is erased is told by the log, and loses all words here, whatever stands there.
"""

from uuid import UUID

from projections.engine import checkpoint
from projections.engine.ownership import Term
from projections.rebuild.switch import GATE
from runtime.postgres import Connection

SLICE = 5000  # messages of a room that is gone through again
ROWS = "select m.room_id, m.sent_at, m.seq, m.author_id, search_words(m.body) from messages m"
SAID = "insert into searchable (room_id, sent_at, seq, author_id, words)"
CHANGED = """
    on conflict (room_id, sent_at, seq) do update set words = excluded.words
    where searchable.words is distinct from excluded.words
"""
TAKE = f"""
    with touched as (
        select stream_id as room_id, subject_id as message_id,
            bool_or(type in ('message_deleted', 'message_erased')) as gone
        from events where position > $1 and position <= $2
            and type in ('message_sent', 'message_edited', 'message_deleted', 'message_erased')
        group by 1, 2
    ), forgotten as (
        delete from searchable s using touched t join messages m using (room_id, message_id)
        where s.room_id = m.room_id and s.sent_at = m.sent_at and s.seq = m.seq and (t.gone or m.body is null)
    )
    {SAID} {ROWS} join touched t using (room_id, message_id) where not t.gone and m.body is not null {CHANGED}
"""
GONE = "select stream_id from events where position > $1 and position <= $2 and type = 'account_erased'"
# By their commands, as the core's history finds them: no index by author is kept.
FORGET = """
    with c as (
        select command_id, first_position, last_position from commands
        where actor_id = $1 and command_id > $2 order by command_id limit 5000
    ), forgotten as (
        delete from searchable s using c cross join lateral (
            select stream_id, version, occurred_at from events
            where position between c.first_position and c.last_position and type = 'message_sent' offset 0) e
        where s.room_id = e.stream_id and s.sent_at = e.occurred_at and s.seq = e.version
    )
    select command_id from c order by command_id desc limit 1
"""
PARKED = """
    insert into searchable_later (room_id)
    select key from parked where checkpoint = 'core' and projection = 'history' on conflict do nothing
"""
WHOLE = """
    select room_id, seq from searchable_later l where not exists (
        select from parked p where p.checkpoint = 'core' and p.projection = 'history' and p.key = l.room_id)
    order by room_id limit 1
"""
UP_TO = "select seq from messages where room_id = $1 and seq > $2 order by seq offset $3 - 1 limit 1"
AGAIN = f"{SAID} {ROWS} where m.room_id = $1 and m.seq > $2 and m.seq <= $3 and m.body is not null {CHANGED}"
LAST = 2**31 - 1


async def take(db: Connection, term: Term, position: int, up_to: int) -> None:
    """One page; raises `OwnershipLost` where somebody else has moved on, or has begun anew."""
    async with db.transaction():
        await db.execute(f"lock table {GATE} in access share mode")
        await checkpoint.move(db, term.name, term.owner, position, up_to)
        await db.execute(PARKED)
        await db.execute(TAKE, position, up_to)
        for row in await db.fetch(GONE, position, up_to):
            last: UUID | None = UUID(int=0)
            while last:
                last = await db.fetchval(FORGET, row["stream_id"], last)
        await _again(db)


async def _again(db: Connection) -> None:
    """A slice of one room that was parked and is whole again."""
    if room := await db.fetchrow(WHOLE):
        up_to = await db.fetchval(UP_TO, room["room_id"], room["seq"], SLICE)
        await db.execute(AGAIN, room["room_id"], room["seq"], up_to or LAST)
        if up_to:
            await db.execute("update searchable_later set seq = $2 where room_id = $1", room["room_id"], up_to)
        else:
            await db.execute("delete from searchable_later where room_id = $1", room["room_id"])
