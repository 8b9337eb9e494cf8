"""The public rooms, those first in which something was said last."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import QueryParameter
from msgspec import Struct
from msgspec.structs import replace

from query import unread
from query.live.gateway import Gateway
from query.moments import moment
from query.paging import DEFAULT_PAGE, LINK, Limit, after_id, cut, link
from query.problems import NOT_FOUND, USUAL, bad_request
from query.rooms import COLUMNS, SAID, SAID_WHERE, Room, Rooms
from query.view import View
from runtime.problem_docs import documented
from runtime.problems import Refused

# A room in which nothing was said is as old as it is itself. What comes after `as_of` moves no room: else one of which
# a page was about to tell would be above it by then.
PUBLIC = f"""
    select r.room_id, coalesce(said.sent_at, r.created_at) as active_at
    from rooms r left join members m on m.room_id = r.room_id and m.account_id = $1
    {SAID_WHERE.format(also="one.sent_at <= coalesce($2::timestamptz, 'infinity')")}
    where r.visibility = 'public'
"""
PLACE = f"select active_at from ({PUBLIC}) public where room_id = $3"
PAGE = f"""
    select place.active_at, {COLUMNS} from (
        {PUBLIC} and ($7::text is null or strpos(lower(name), lower($7)) > 0 or strpos(lower(topic), lower($7)) > 0)
            and ($5::timestamptz is null or (coalesce(said.sent_at, r.created_at), r.room_id) < ($5, $6::uuid))
        order by active_at desc, room_id desc limit $8) place
    join rooms r using (room_id) left join members m on m.room_id = r.room_id and m.account_id = $1
    {unread.MINE.format(rooms="$3", seqs="$4")} {SAID}
    order by place.active_at desc, place.room_id desc
"""

MAX_WORDS = 80
WORDS = QueryParameter(
    max_length=MAX_WORDS,
    description="Only those that have these words in their name or topic, whatever their case.",
    examples=[Example(value="general")],
    schema_extra={"pattern": r"^[^\x00]*$"},
)
AS_OF = QueryParameter(
    description="The rooms in the order of this moment (RFC 3339): on further pages, when something was said last in "
    "the first room of the first page, so that none moves from one page to another meanwhile. `Link` has it.",
    examples=[Example(value="2026-11-22T09:30:00Z")],
    schema_extra={"format": "date-time"},
)


class Listed(Struct, frozen=True):
    """A room, and what it is in order by."""

    room: Room
    active_at: datetime


@get(
    "/v1/rooms/directory",
    summary="Public rooms",
    tags=["rooms"],
    response_description="A page of the public rooms, those first in which something was said last; a room in which "
    "nothing was is in order by when it was made. `Link` leads to the next page.",
    responses=documented(*USUAL, NOT_FOUND),
    response_headers=[LINK],
)
async def directory(
    request: Request[Any, Any, Any],
    view: NamedDependency[View],
    gateway: NamedDependency[Gateway],
    after: Annotated[UUID | None, after_id("The last room_id of the page before.")] = None,
    as_of: Annotated[str | None, AS_OF] = None,
    limit: Limit = DEFAULT_PAGE,
    q: Annotated[str | None, WORDS] = None,
) -> Response[Rooms]:
    """The rooms that everybody may read and join, whether you are in them or not."""
    if q and "\0" in q:
        raise bad_request("No room has a character of the code 0 in its name.")
    until = None if as_of is None else moment(as_of, "as_of")
    last = None if after is None else await _place(view, after, until)
    lately = gateway.marks.recent.of(view.account_id)
    rows = await view.db.fetch(PAGE, view.account_id, until, *lately, last, after, q, limit + 1)
    found, more = cut([Listed(Room(*row[1:]), row[0]) for row in rows], limit)
    next_page = {"after": more.room.room_id, "as_of": _text(until or found[0].active_at)} if more else None
    return view.answer(Rooms([each.room for each in found], str(view.position)), link(request, next=next_page))


async def _place(view: View, room_id: UUID, until: datetime | None) -> datetime:
    """What the last room of the page before is in order by; raises `Refused`."""
    found: datetime | None = await view.db.fetchval(PLACE, view.account_id, until, room_id)
    if found is None:
        raise Refused(replace(NOT_FOUND, detail="'after' names no public room."))
    return found


def _text(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
