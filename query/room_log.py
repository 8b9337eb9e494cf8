"""What happened in a room: its log, event by event."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Meta, Struct

from events.keyring import Keyring
from events.wire.event import EventFrame
from query.access import LAST_SEQ
from query.fields import PositionOf, RoomId
from query.judging import judge
from query.log_page import frames
from query.paging import DEFAULT_PAGE, LINK, Limit, cut, link, seq_bound
from query.problems import NOT_FOUND, USUAL
from query.view import View
from runtime.problem_docs import documented
from runtime.problems import Refused

FRAME = {
    "frame": "event",
    "room": "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21",
    "seq": 4711,
    "position": "1f0c22aa9b3d.5120",
    "event_id": "019378a1-5f70-7d1e-8c55-31f0a2b9c4e8",
    "type": "message_sent",
    "v": 1,
    "at": "2026-11-22T09:30:00Z",
    "actor": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
    "data": {
        "message_id": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11",
        "body": "Hello, *Ben*!",
        "mentions": [],
        "reply_to": None,
    },
    "html": "<p>Hello, <em>Ben</em>!</p>",
}


class RoomEvents(Struct, frozen=True):
    """A page of a room's log: the frames a follower was sent, without what is no longer said."""

    events: Annotated[list[EventFrame], Meta(examples=[[FRAME]])]
    position: PositionOf


@get(
    "/v1/rooms/{room_id:uuid}/events",
    summary="The room's log",
    tags=["rooms"],
    response_description="A page of the log in seq order; `Link` leads to the next.",
    responses=documented(*USUAL, NOT_FOUND),
    response_headers=[LINK],
)
async def room_events(
    request: Request[Any, Any, Any],
    room_id: FromPath[RoomId],
    log_view: NamedDependency[View],
    keyring: NamedDependency[Keyring],
    after: Annotated[int, seq_bound("The seq after which to begin.")] = 0,
    limit: Limit = DEFAULT_PAGE,
) -> Response[RoomEvents]:
    """Every event of the room that you may read, as live `event` frames, straight from the log.

    Words that were deleted, edited since, or erased are `"body": null, "redacted": true` at the same seq.
    """
    access = await judge(log_view.db, room_id, log_view.account_id)
    if not access.readable:
        raise Refused(NOT_FOUND)
    epoch, first = log_view.position.epoch, min(after, LAST_SEQ - 1) + 1
    found = await frames(log_view.db, keyring, epoch, room_id, access.readable, first, LAST_SEQ, limit + 1)
    page, last = cut(found, limit)
    more = {"after": last.seq} if last else None
    return log_view.answer(RoomEvents(page, str(log_view.position)), link(request, next=more))
