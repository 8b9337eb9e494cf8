"""A room's events as server-sent events."""

from typing import Annotated, Any, Literal

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Meta

from events.cursor import BadPosition, parse
from events.wire import client
from query.fields import RoomId
from query.live.gateway import Gateway
from query.live.limits import CROWDED
from query.live.sse.answer import MEDIA_TYPE, LastEventId, streamed
from query.paging import MAX_INT, seq_bound
from query.problems import NOT_FOUND, bad_request
from runtime.problem_docs import documented
from runtime.tokens import Claims

EXAMPLE = """retry: 1200

event: followed
id: 1f0c22aa9b3d.4710
data: {"frame":"followed","room":"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21","epoch":"1f0c22aa9b3d","head":4710,\
"recovered":true,"gap":null,"hidden":null,"id":null}

event: event
id: 1f0c22aa9b3d.4711
data: {"frame":"event","room":"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21","seq":4711,"position":"1f0c22aa9b3d.5120",\
"event_id":"019378a1-5f70-7d1e-8c55-31f0a2b9c4e8","type":"message_sent","v":1,"at":"2026-11-22T09:30:00Z",\
"actor":"8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10","data":{"message_id":"019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11",\
"body":"Hello, *Ben*!","mentions":[],"reply_to":null},"html":"<p>Hello, <em>Ben</em>!</p>"}

"""
Told = Annotated[str, Meta(description="Events that do not end; the data of each is a frame.", examples=[EXAMPLE])]


@get(
    "/v1/rooms/{room_id:uuid}/stream",
    summary="The room's events as they happen",
    tags=["rooms"],
    media_type=MEDIA_TYPE,
    response_description="Server-sent events, until the client hangs up or there is nothing more to tell.",
    responses=documented(NOT_FOUND, CROWDED, 503),
)
async def room_stream(
    request: Request[Any, Any, Any],
    room_id: FromPath[RoomId],
    gateway: NamedDependency[Gateway],
    principal: NamedDependency[Claims],
    last_event_id: LastEventId = None,
    last: Annotated[int | None, seq_bound("How many of the last events to begin with; 0 is from now on.")] = None,
) -> Response[Told]:
    """The frames of `/v1/live` for whoever cannot use WebSockets: first `followed`, then every event in seq order.

    With `Last-Event-ID`, what came since is sent, however long ago that was; without it, and without `last`, what
    happens from now on. After `ended` there is nothing to come back for. After `lagging`, `rejected` or `goodbye`, and
    after a line that broke, come back with `Last-Event-ID`: nothing is lost. A `ping` comes every 25 seconds.
    """
    asked = client.Follow(room=room_id, from_=_start(last_event_id, last))
    return await streamed(request, gateway, principal, asked)


def _start(last_event_id: str | None, last: int | None) -> client.Start | Literal["head"]:
    """Who comes back goes on where he was, whatever the address says."""
    if last_event_id is not None:
        try:
            known = parse(last_event_id)
        except BadPosition as error:
            raise bad_request("Last-Event-ID is not an id that came from here.") from error
        return client.Start(epoch=known.epoch, seq=min(known.number, MAX_INT))
    return client.Start(last=last) if last else "head"
