"""The HTTP answer that an event stream is: refused as any other, or carried to its end."""

from functools import partial
from typing import Annotated, Any

from litestar import Request, Response
from litestar.openapi.spec import Example
from litestar.params import HeaderParameter
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

from events.cursor import PATTERN
from events.wire import client
from query.live.connection import Connection
from query.live.gateway import Gateway
from query.live.limits import CROWDED
from query.live.personal.beginning import FollowPersonal
from query.live.sse.event_stream import EventStream
from query.live.sse.line import cut_of
from runtime.neighbours import neighbourhood
from runtime.problems import OF_STATUS, UNEXPECTED, Refused
from runtime.tokens import Claims

MEDIA_TYPE = "text/event-stream"
# Nobody between us and the client may keep it, or wait until it is whole.
HEADERS = {"content-type": MEDIA_TYPE, "Cache-Control": "no-store", "X-Accel-Buffering": "no"}

LastEventId = Annotated[
    str | None,
    HeaderParameter(
        name="Last-Event-ID",
        description="The last `id` that came, after a reconnect: what came after it is sent. Browsers' and most other "
        "clients of event streams send it by themselves.",
        examples=[Example(value="1f0c22aa9b3d.4711")],
        max_length=64,
        schema_extra={"pattern": PATTERN},
    ),
]


class Streamed(Response[str]):
    """Carries a connection to its end, and then lets go of it."""

    def __init__(self, connection: Connection, stream: EventStream) -> None:
        super().__init__("", headers=HEADERS, media_type=MEDIA_TYPE)
        self._connection = connection
        self._stream = stream

    def to_asgi_response(self, *_: Any, **__: Any) -> ASGIResponse:
        return _Carrying(self._connection, self._stream)


class _Carrying(ASGIResponse):
    _should_set_content_length = False

    def __init__(self, connection: Connection, stream: EventStream) -> None:
        super().__init__(headers=HEADERS, media_type=MEDIA_TYPE, status_code=200)
        self._connection = connection
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.start_response(send)
            await self._stream.carry(self._connection, send, receive)
        finally:
            self._connection.lost()


async def streamed(
    request: Request[Any, Any, Any],
    gateway: Gateway,
    claims: Claims,
    asked: client.Follow | FollowPersonal,
) -> Response[str]:
    """Ask for somebody, and answer with what is told; raises `Refused` where that is a refusal."""
    if gateway.draining.is_set():
        raise Refused(OF_STATUS[503])
    address = neighbourhood(request.client.host if request.client else "")
    counted = gateway.admitted
    if counted.addresses.full(address) or counted.accounts.full(claims.account_id):
        raise Refused(CROWDED)
    stream = EventStream(gateway.epoch, asked, cut_of(request))
    connection = gateway.connect(stream, address)
    stream.place = partial(gateway.feed.place, connection)
    try:
        connection.ask(claims, asked)
        refused = await stream.begun()
        if refused is not None:
            raise Refused(OF_STATUS.get(refused, UNEXPECTED))
    except BaseException:
        connection.lost()
        raise
    return Streamed(connection, stream)
