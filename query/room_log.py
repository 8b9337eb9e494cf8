"""What happened in a room: its log, event by event."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from events.keyring import Keyring
from events.wire import EventFrame
from query.access import LAST_SEQ, judge
from query.fields import PositionOf
from query.log_page import frames
from query.paging import DEFAULT_PAGE, MAX_INT, Limit, link
from query.problems import NOT_FOUND, USUAL
from query.view import View
from runtime.problem_docs import documented
from runtime.problems import Refused


class RoomEvents(Struct, frozen=True):
    """A page of a room's log: the frames a follower was sent, without what is no longer said."""

    events: list[EventFrame]
    position: PositionOf


@get(
    "/v1/rooms/{room_id:uuid}/events",
    summary="The room's log",
    tags=["rooms"],
    response_description="A page of the log in seq order; `Link` leads to the next.",
    responses=documented(*USUAL, NOT_FOUND),
)
async def room_events(
    request: Request[Any, Any, Any],
    room_id: FromPath[UUID],
    log_view: NamedDependency[View],
    keyring: NamedDependency[Keyring],
    after: Annotated[int, QueryParameter(ge=0, le=MAX_INT, description="The seq after which to begin.")] = 0,
    limit: Limit = DEFAULT_PAGE,
) -> Response[RoomEvents]:
    """Every event of the room that you may read, as live `event` frames, straight from the log.

    Words that were deleted, edited since, or erased are `"body": null, "redacted": true` at the same seq.
    """
    access = await judge(log_view.db, keyring, room_id, log_view.account_id)
    if not access.readable:
        raise Refused(NOT_FOUND)
    epoch, first = log_view.position.epoch, min(after, LAST_SEQ - 1) + 1
    found = await frames(log_view.db, keyring, epoch, room_id, access.readable, first, LAST_SEQ, limit + 1)
    page = found[:limit]
    more = {"after": page[-1].seq} if len(found) > limit else None
    return log_view.answer(RoomEvents(page, str(log_view.position)), link(request, next=more))
