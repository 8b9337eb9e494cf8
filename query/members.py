"""Who is in a room, and as what."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from events.room import Role
from query.access import READABLE, require_readable
from query.fields import AccountId, At, DisplayName, PositionOf, RoomId, SeqOf, Username
from query.paging import LINK, after_id, cut, link
from query.problems import NOT_FOUND, USUAL
from query.view import View
from runtime.problem_docs import documented

MAX_MEMBERS = 1000
HOW_MANY = QueryParameter(ge=1, le=MAX_MEMBERS, description="How many at most.", examples=[Example(value=MAX_MEMBERS)])
MEMBERS = (
    READABLE
    + """
    select m.account_id, p.username, coalesce(p.display_name, ''), m.role, m.since_seq, m.joined_at
    from members m left join people p using (account_id)
    where m.room_id = $1 and exists (select from readable) and ($3::uuid is null or m.account_id > $3)
    order by m.account_id limit $4
"""
)


class Member(Struct, frozen=True):
    """Somebody in a room: their names, what they may do, and the seq they came with."""

    account_id: AccountId
    username: Username
    display_name: DisplayName
    role: Role
    since_seq: SeqOf
    joined_at: At


class Members(Struct, frozen=True):
    """A page of a room's members."""

    members: list[Member]
    position: PositionOf


@get(
    "/v1/rooms/{room_id:uuid}/members",
    summary="Who is in a room",
    tags=["rooms"],
    response_description="A page of the members with their roles; `Link` leads to the next.",
    responses=documented(*USUAL, NOT_FOUND),
    response_headers=[LINK],
)
async def room_members(
    request: Request[Any, Any, Any],
    room_id: FromPath[RoomId],
    view: NamedDependency[View],
    after: Annotated[UUID | None, after_id("The last account_id of the page before.")] = None,
    limit: Annotated[int, HOW_MANY] = MAX_MEMBERS,
) -> Response[Members]:
    """The members of a room that you may read."""
    await require_readable(view.db, room_id, view.account_id)
    rows = await view.db.fetch(MEMBERS, room_id, view.account_id, after, limit + 1)
    found, last = cut([Member(*row) for row in rows], limit)
    more = {"after": last.account_id} if last else None
    return view.answer(Members(found, str(view.position)), link(request, next=more))
