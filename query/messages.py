"""What was said in a room: pages of messages, forwards, backwards and around a seq or a moment."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Struct

from query.access import LAST_SEQ, READABLE, require_readable
from query.fields import PositionOf, RoomId
from query.message import SEEN, SHOWN, Message, message_of
from query.moments import AT, first_at, moment
from query.paging import DEFAULT_PAGE, LINK, Limit, link, seq_bound
from query.problems import NOT_FOUND, PARKED, USUAL, bad_request
from query.view import View
from runtime.problem_docs import documented

# One short walk along (room_id, seq) for each stay, so that what one may not read costs nothing to pass over.
PAGE = (
    READABLE
    + f"""
    select {SHOWN} from readable r cross join lateral (
        select m.*, {SEEN} as seen from messages m
        where m.room_id = $1 and m.seq between greatest(r.lo, $3) and least(r.hi, $4)
        order by m.seq {{order}} limit $5) g
    left join people p on p.account_id = g.author_id
    order by g.seq {{order}} limit $5
"""
)
OLDER, NEWER = PAGE.format(order="desc"), PAGE.format(order="asc")


class Messages(Struct, frozen=True):
    """A page of messages, the oldest first."""

    messages: list[Message]
    position: PositionOf


class Page(Struct, frozen=True):
    """A page and whether there is more on either side of it."""

    messages: list[Message]
    older: bool
    newer: bool


@get(
    "/v1/rooms/{room_id:uuid}/messages",
    summary="What was said",
    tags=["messages"],
    response_description="A page of messages, the oldest first; `Link` leads to the pages before and after it.",
    responses=documented(*USUAL, NOT_FOUND, PARKED),
    response_headers=[LINK],
)
async def room_messages(
    request: Request[Any, Any, Any],
    room_id: FromPath[RoomId],
    view: NamedDependency[View],
    before: Annotated[int | None, seq_bound("Only messages with a smaller seq, the last of them.")] = None,
    after: Annotated[int | None, seq_bound("Only messages with a greater seq, the first of them.")] = None,
    around: Annotated[int | None, seq_bound("Half of the page before this seq, half from it on.")] = None,
    at: Annotated[str | None, AT] = None,
    limit: Limit = DEFAULT_PAGE,
) -> Response[Messages]:
    """The last messages of a room, or those before, after or around a seq, or around a moment.

    Seqs are sparse here, because other events have theirs; the room's log has them all.
    """
    if sum(bound is not None for bound in (before, after, around, at)) > 1:
        raise bad_request("Ask for what is before, after or around a seq, or around a moment: for one of these.")
    asked = None if at is None else moment(at)
    await require_readable(view.db, room_id, view.account_id)
    await view.require_whole("history", room_id)
    if asked is not None:
        around = await first_at(view, room_id, asked)
    if around is not None:
        page = await _around(view, room_id, around, limit)
    elif after is not None:
        page = await _newer(view, room_id, after, limit)
    else:
        page = await _older(view, room_id, before, limit)
    first, last = (page.messages[0].seq, page.messages[-1].seq) if page.messages else (0, 0)
    links = link(request, prev={"before": first} if page.older else None, next={"after": last} if page.newer else None)
    return view.answer(Messages(page.messages, str(view.position)), links)


async def _older(view: View, room_id: UUID, before: int | None, limit: int) -> Page:
    last = LAST_SEQ if before is None else before - 1
    rows = await view.db.fetch(OLDER, room_id, view.account_id, 0, last, limit + 1)
    return Page([message_of(row) for row in reversed(rows[:limit])], len(rows) > limit, before is not None)


async def _newer(view: View, room_id: UUID, after: int, limit: int) -> Page:
    rows = await view.db.fetch(NEWER, room_id, view.account_id, min(after, LAST_SEQ - 1) + 1, LAST_SEQ, limit + 1)
    return Page([message_of(row) for row in rows[:limit]], after > 0, len(rows) > limit)


async def _around(view: View, room_id: UUID, around: int, limit: int) -> Page:
    """Half before the seq and half from it on; what one side lacks the other does not make up for."""
    half = limit // 2
    older = await _older(view, room_id, around, half) if half else Page([], True, True)
    newer = await _newer(view, room_id, max(around - 1, 0), limit - half)
    return Page(older.messages + newer.messages, older.older, newer.newer)
