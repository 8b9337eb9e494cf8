"""What concerns me in all of my rooms, as server-sent events."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from msgspec import Meta

from events.cursor import parse
from query.live.gateway import Gateway
from query.live.personal.beginning import FollowPersonal
from query.live.sse.answer import MEDIA_TYPE, LastEventId, streamed
from query.problems import STALE_EPOCH, STALE_READ
from query.view import CHECKPOINT, reached
from runtime.postgres import Pool
from runtime.problem_docs import documented
from runtime.tokens import Claims

EXAMPLE = """retry: 1200

event: ready
id: 1f0c22aa9b3d.5119
data: {"frame":"ready","account":"8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10","rooms":[\
{"room":"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21","head":4710,"role":"member"}],"position":"1f0c22aa9b3d.5119"}

event: notice
id: 1f0c22aa9b3d.5120
data: {"frame":"notice","room":"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21","seq":4711,"position":"1f0c22aa9b3d.5120",\
"type":"mentioned","at":"2026-11-22T09:30:00Z","actor":"0b7f2a51-7c1e-8f5a-9d0f-5a3f0c6e7d21",\
"message":"019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11"}

event: moved
id: 1f0c22aa9b3d.5120
data: {"frame":"moved","room":"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21","head":4711,"position":"1f0c22aa9b3d.5120"}

"""
Told = Annotated[str, Meta(description="Events that do not end; the data of each is a frame.", examples=[EXAMPLE])]


@get(
    "/v1/me/stream",
    summary="What concerns me, as it happens",
    tags=["rooms"],
    media_type=MEDIA_TYPE,
    response_description="Server-sent events, until the client hangs up.",
    responses=documented(STALE_READ, STALE_EPOCH, 400, 429, 503),
)
async def my_stream(
    request: Request[Any, Any, Any],
    gateway: NamedDependency[Gateway],
    pool: NamedDependency[Pool],
    epoch: NamedDependency[str],
    principal: NamedDependency[Claims],
    last_event_id: LastEventId = None,
) -> Response[Told]:
    """First `ready`, how all my rooms stand; then a `notice` whenever I am mentioned, replied to, added or removed.

    `moved` says that something happened in a room, at most once a second each, and a `signal` of type `read` how far I
    have read on another device. With `Last-Event-ID` the notices since come before `ready`, or a `gap` where that would
    be too many. A `ping` comes every 25 seconds, `goodbye` before an end: come back with `Last-Event-ID`.
    """
    if last_event_id is None:
        return await streamed(request, gateway, principal, FollowPersonal())
    await reached(pool, CHECKPOINT, epoch, last_event_id)
    return await streamed(request, gateway, principal, FollowPersonal(after=parse(last_event_id).number))
