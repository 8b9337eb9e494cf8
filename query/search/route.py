"""`GET /v1/search`: what was said, by anybody in any room that one may read, found by its words."""

from collections.abc import AsyncGenerator
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import QueryParameter
from msgspec import Meta, Struct

from query.access import require_readable
from query.fields import PositionOf, RoomId, RoomName
from query.message import Message, message_of
from query.paging import DEFAULT_PAGE, LINK, Limit, cut, link
from query.problems import NOT_FOUND, PARKED, TOO_BROAD, TOO_MANY_SEARCHES, USUAL
from query.search.asked import LONGEST, asked, bound, refuse_unsayable
from query.search.cursor import END, PATTERN, Place, cursor_of, place_of
from query.search.excerpt import Piece, excerpt
from query.search.find import found, narrowed
from query.search.turns import Searches
from query.view import CHECKPOINT, MinPosition, View, reached, snapshot
from runtime.postgres import Pool
from runtime.problem_docs import documented
from runtime.tokens import Claims

# Search has a checkpoint of its own, behind the core's; the names are those of `projections`, as in `query/view.py`.
REACHED = "select position from checkpoints where name = 'search'"
BOTH = """
    select least(s.position, c.position) as position, c.parked from checkpoints s, checkpoints c
    where s.name = 'search' and c.name = 'core'
"""
WANTED = "select pg_notify('parley_search', $1)"
TEXT = {"pattern": r"^[^\x00]*$"}
Q = QueryParameter(
    max_length=LONGEST,
    description='Words, all of which must be there; the last may be the beginning of one. `"some words"` stand '
    "together, `-word` must not be there, and one of two is enough with `OR` between them. `from:name`, `in:room`, "
    '`before:2026-01-31` and `after:2026-01-31` narrow it, with quotes around a name of several words: `in:"The '
    'kitchen"`. Other forms of a word are found, too, in English and Russian.',
    examples=[Example(value='kettle from:ann in:"The kitchen" after:2026-01-31')],
    schema_extra=TEXT,
)
FROM = QueryParameter(
    name="from",
    max_length=LONGEST,
    description="Only what they said: a username, an account_id, or the name they are shown under.",
    examples=[Example(value="ann")],
    schema_extra=TEXT,
)
ROOM = QueryParameter(
    description="Only in this room.", examples=[Example(value="5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21")]
)
CURSOR = QueryParameter(
    max_length=80,
    description="The `next` of the page before.",
    examples=[Example(value="1795339800000000.5b0c1de43a528b5ea1f790c4fb3a4d21.4711")],
    schema_extra={"pattern": PATTERN},
)


def _when(description: str) -> QueryParameter:
    either = {"anyOf": [{"format": "date"}, {"format": "date-time"}]}
    return QueryParameter(
        max_length=64, description=description, examples=[Example(value="2026-01-31")], schema_extra=either
    )


class Hit(Struct, frozen=True):
    """A message, where it was said, and what it says around the words that were found."""

    room_id: RoomId
    room_name: RoomName
    message: Message
    excerpt: list[Piece]


class Found(Struct, frozen=True):
    """A page of what was found, the newest first."""

    hits: list[Hit]
    next: Annotated[str | None, Meta(description="`cursor` of the next page; null on the last.", examples=[None])]
    unknown: Annotated[
        list[str],
        Meta(description="What was named and is nobody, or no room that you may know.", examples=[["from:nobody"]]),
    ]
    position: PositionOf


async def search_view(
    pool: NamedDependency[Pool],
    epoch: NamedDependency[str],
    principal: NamedDependency[Claims],
    searches: NamedDependency[Searches],
    min_position: MinPosition = None,
) -> AsyncGenerator[View, None]:
    """A view that includes what search has come to; who asks for more than that has it wake up."""
    await reached(pool, CHECKPOINT, epoch, min_position)
    if min_position is not None:
        await pool.execute(WANTED, min_position.rpartition(".")[2])
        await reached(pool, REACHED, epoch, min_position)
    async with searches.turn(principal.account_id), snapshot(pool, BOTH, epoch, principal.account_id) as view:
        yield view


@get(
    "/v1/search",
    summary="Search",
    tags=["messages"],
    response_description="A page of messages, the newest first; `Link` leads to the next.",
    responses=documented(*USUAL, NOT_FOUND, PARKED, TOO_BROAD, TOO_MANY_SEARCHES),
    response_headers=[LINK],
)
async def search(
    request: Request[Any, Any, Any],
    search_view: NamedDependency[View],
    q: Annotated[str, Q] = "",
    room: Annotated[UUID | None, ROOM] = None,
    from_: Annotated[str | None, FROM] = None,
    before: Annotated[str | None, _when("Only what was said before this day or moment, in UTC.")] = None,
    after: Annotated[str | None, _when("Only what was said on this day or later, or from this moment on.")] = None,
    limit: Limit = DEFAULT_PAGE,
    cursor: Annotated[str | None, CURSOR] = None,
) -> Response[Found]:
    """What was said in the rooms that you may read, found by its words, by who said it, where and when.

    What is deleted, erased or hidden from you is not found, and for nothing nothing is. `position` is what search has
    come to: of what was said after it, nothing is found yet, mostly for a second.
    """
    what = asked(q)
    if from_:
        refuse_unsayable(from_)
        what.authors += (from_,)
    for name, given in (("before", before), ("after", after)):
        if given is not None:
            bound(what, name, given)
    if room is not None:
        await require_readable(search_view.db, room, search_view.account_id)
        await search_view.require_whole("history", room)
        what.rooms += (str(room),)
    narrow = await narrowed(search_view, what)
    end = Place(what.before) if what.before else END
    place = end if cursor is None else min(end, place_of(cursor))
    rows, last = cut(list(await found(search_view, what, narrow, place, limit + 1)), limit)
    following = cursor_of(Place(last["sent_at"], last["room_id"], last["seq"])) if last else None
    kept = {name: value for name, value in request.query_params.items() if name not in ("cursor", "min_position")}
    links = link(request, next={**kept, "cursor": following} if following else None)
    hits = [
        Hit(row["room_id"], row["name"], message_of(row), excerpt(row["body"], row["marked"] or row["body"]))
        for row in rows
    ]
    return search_view.answer(Found(hits, following, narrow.unknown, str(search_view.position)), links)
