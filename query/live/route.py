"""Where a live connection begins: its origin is judged, the handshake answered, and the socket handed over."""

import asyncio
from collections.abc import Mapping, MutableSet
from functools import partial
from typing import Any

import msgspec
from litestar import WebSocket, websocket
from litestar.di import NamedDependency
from msgspec.structs import replace

from query.live.asgi_socket import AsgiSocket
from query.live.form import chosen, form_of
from query.live.gateway import Gateway
from query.live.limits import CROWDED, MAX_FRAME_BYTES
from query.live.protocol import HAND_OVER, HandOver
from query.live.socket import Socket
from runtime.neighbours import neighbourhood
from runtime.problems import MEDIA_TYPE, OF_STATUS, Problem, problem
from runtime.settings import Settings

FOREIGN = problem("foreign_origin", 403, "This page may not connect to this server.")
NO_PARAMETERS = replace(OF_STATUS[400], detail="This address takes no parameters: tokens never stand in one.")


@websocket("/v1/live")
async def live(
    socket: WebSocket,  # type: ignore[type-arg]
    gateway: NamedDependency[Gateway],
    settings: NamedDependency[Settings],
) -> None:
    """The live stream: follow rooms, send commands, one JSON or MessagePack object a frame."""
    if socket.scope["query_string"]:
        await _deny(socket, NO_PARAMETERS)
        return
    if not _welcome(socket.headers.get("origin"), socket.headers.get("host", ""), settings):
        await _deny(socket, FOREIGN)
        return
    if gateway.draining.is_set():
        await _deny(socket, OF_STATUS[503])
        return
    address = neighbourhood(socket.client.host if socket.client else "")
    if gateway.admitted.addresses.full(address):
        await _deny(socket, CROWDED)
        return
    protocol = chosen(socket.scope["subprotocols"])
    await socket.accept(protocol)
    hand_over: HandOver | None = _extensions(socket).get(HAND_OVER)
    if hand_over is None:
        await AsgiSocket(socket, form_of(protocol, 0)).listen(gateway, address)
        return

    def take(transport: asyncio.Transport, peers: MutableSet[Any], window: int) -> Socket:
        form = form_of(protocol, window)
        connect = partial(gateway.connect, address=address)
        return Socket(transport, gateway.turn, form, MAX_FRAME_BYTES, connect, peers)

    hand_over(take)


def _welcome(origin: str | None, host: str, settings: Settings) -> bool:
    """Browsers say which page connects; programs do not, and no page's cookies or tokens are theirs to misuse."""
    if origin is None:
        return True
    allowed = {*settings.allowed_origins, *([settings.public_url.rstrip("/")] if settings.public_url else [])}
    return origin in allowed or (origin.partition("://")[2] == host and bool(host))


def _extensions(socket: WebSocket) -> Mapping[str, Any]:  # type: ignore[type-arg]
    """What the server can do beyond plain ASGI."""
    return socket.scope.get("extensions") or {}


async def _deny(socket: WebSocket, found: Problem) -> None:  # type: ignore[type-arg]
    """Refuse the handshake with a problem document, where the server can; else with a bare 403."""
    if "websocket.http.response" not in _extensions(socket):
        await socket.close()
        return
    said = {"content-type": MEDIA_TYPE, **found.headers}
    headers = [(name.lower().encode(), value.encode()) for name, value in said.items()]
    body = msgspec.json.encode(found.document())
    await socket.send({"type": "websocket.http.response.start", "status": found.status, "headers": headers})
    await socket.send({"type": "websocket.http.response.body", "body": body, "more_body": False})
