"""A request that the server's end cuts short is answered as one to be repeated, not as a fault of ours."""

import asyncio

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from runtime.problems import MEDIA_TYPE, OF_STATUS


def repeatable(app: ASGIApp) -> ASGIApp:
    """The application, but where the server gives up on a request it says 503 with a `Retry-After`."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await app(scope, receive, sent)
        except asyncio.CancelledError:
            if begun or scope["type"] != ScopeType.HTTP:
                raise
            await _unavailable(send)

    return answered


async def _unavailable(send: Send) -> None:
    problem = OF_STATUS[503]
    headers = {"content-type": MEDIA_TYPE, "connection": "close", **problem.headers}
    encoded = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    body = msgspec.json.encode(problem.document())
    await send({"type": "http.response.start", "status": problem.status, "headers": encoded})
    await send({"type": "http.response.body", "body": body, "more_body": False})
