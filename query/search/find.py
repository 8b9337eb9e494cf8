"""Finding messages, the newest first: first among the latest, which has what common words ask for, then by the index.

A page that is full after some thousand of the latest messages is the answer. Otherwise the words are rare, or what is
asked for is narrow, and the index of words knows where all of it is.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from asyncpg import QueryCanceledError
from msgspec import Struct

from query.access import KNOWN, READABLE_AT
from query.message import SHOWN
from query.moments import EARLIEST
from query.problems import TOO_BROAD
from query.search.asked import Asked
from query.search.cursor import Place
from query.search.excerpt import BEGIN, END
from query.view import View
from runtime.problems import Refused

# Patience for each statement; and plans for what is asked each time, or all that may be left out would be looked at.
CAREFULLY = "set local statement_timeout = '2s'; set local plan_cache_mode = force_custom_plan; set local jit = off"
LATELY = 5_000  # messages: whatever is said in one of a hundred fills a page from these
WORDS = """
    select nullif((websearch_to_tsquery('public.parley', $1)
        && coalesce(to_tsquery('public.parley', $2) || to_tsquery('simple', $2 || ':*'), ''))::text, '')
"""
# $2 is the words, null for any; $3 the rooms and $4 the authors; between $5 and the place $6, $7, $8.
BEHIND = "c.sent_at >= $5 and c.sent_at <= $6 and (c.sent_at, c.room_id, c.seq) < ($6, $7, $8)"
SAID = "($2::text is null or c.words @@ $2::text::tsquery) and ($4::uuid[] is null or c.author_id = any ($4::uuid[]))"
IN = {"anywhere": "$3::uuid[] is null", "one": "c.room_id = ($3::uuid[])[1]", "several": "c.room_id = any ($3::uuid[])"}
NEWEST_FIRST = "c.sent_at desc, c.room_id desc, c.seq desc"
LATEST = f"""
    select c.room_id, c.sent_at, c.seq from (
        select * from searchable c where {{where}} order by {NEWEST_FIRST} limit {LATELY}) c where {SAID}
"""
ALL = f"select c.room_id, c.sent_at, c.seq from searchable c where {{where}} and {SAID}"
# Words that were edited may have changed since they were indexed.
FIND = f"""
    with candidates as materialized ({{candidates}})
    select {SHOWN}, g.room_id, g.name,
        ts_headline('public.parley', search_text(g.body), $2::text::tsquery,
            'HighlightAll=true, StartSel={BEGIN}, StopSel={END}') as marked
    from (
        select g.*, r.name, true as seen from candidates c
        join rooms r on r.room_id = c.room_id
        left join members m on m.room_id = c.room_id and m.account_id = $1
        join messages g on g.room_id = c.room_id and g.seq = c.seq
        where c.room_id <> all ($10::uuid[]) and {READABLE_AT.format(seq="c.seq")}
            and g.deleted_at is null and not g.erased
            and (g.edited_seq is null or {READABLE_AT.format(seq="g.edited_seq")}
                and ($2::text is null or search_words(g.body) @@ $2::text::tsquery))
        order by {NEWEST_FIRST} limit $9) g
    left join people p on p.account_id = g.author_id
    order by g.sent_at desc, g.room_id desc, g.seq desc
"""
PARKED = "select key from parked where checkpoint = 'core' and projection = 'history'"
ROOMS = f"""
    select r.room_id from rooms r left join members m on m.room_id = r.room_id and m.account_id = $1
    where (r.room_id::text = lower($2) or lower(r.name) = lower($2)) and {KNOWN}
"""
PEOPLE = """
    select account_id from people
    where not erased and (account_id::text = lower($1) or username = lower($1) or lower(display_name) = lower($1))
"""


class Narrow(Struct, frozen=True):
    """Which rooms and whose words, None for all; `unknown` are names that nobody has, or nothing that one may know."""

    rooms: list[UUID] | None
    authors: list[UUID] | None
    unknown: list[str]


async def narrowed(view: View, asked: Asked) -> Narrow:
    """Who and where is meant; a name that several have means all of them."""
    unknown = list(asked.unknown)
    rooms = [await view.db.fetch(ROOMS, view.account_id, name) for name in asked.rooms]
    authors = [await view.db.fetch(PEOPLE, name) for name in asked.authors]
    unknown += [f"in:{name}" for name, found in zip(asked.rooms, rooms, strict=True) if not found]
    unknown += [f"from:{name}" for name, found in zip(asked.authors, authors, strict=True) if not found]
    return Narrow(_ids(rooms), _ids(authors), unknown)


async def found(view: View, asked: Asked, narrow: Narrow, place: Place, limit: int) -> Sequence[Any]:
    """Rows of `FIND`, at most `limit`; raises `Refused` where that takes too long."""
    words = await view.db.fetchval(WORDS, asked.words, asked.begun)
    if narrow.unknown or (words is None and not _narrows(asked)):
        return []
    parked = [row["key"] for row in await view.db.fetch(PARKED)] if view.parked else []
    where = "anywhere" if narrow.rooms is None else "one" if len(narrow.rooms) == 1 else "several"
    rest = (place.sent_at, place.room_id, place.seq, limit, parked)
    await view.db.execute(CAREFULLY)
    try:
        for candidates in (LATEST, ALL):
            statement = FIND.format(candidates=candidates.format(where=f"{BEHIND} and {IN[where]}"))
            rows = await view.db.fetch(
                statement, view.account_id, words, narrow.rooms, narrow.authors, asked.after or EARLIEST, *rest
            )
            if len(rows) == limit:
                break
    except QueryCanceledError as error:
        raise Refused(TOO_BROAD) from error
    return rows


def _narrows(asked: Asked) -> bool:
    """Whether it says something without words, and not words of which none can be searched for."""
    bounds = asked.rooms, asked.authors, asked.after, asked.before
    return any(bounds) and not (asked.words or asked.begun)


def _ids(found: Sequence[Sequence[Any]]) -> list[UUID] | None:
    """All ids of some names; None where nothing was named."""
    return [row[0] for rows in found for row in rows] if found else None
