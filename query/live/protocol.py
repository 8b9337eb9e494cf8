"""uvicorn's WebSocket protocol up to the handshake; after it the connection is a small protocol's of our own.

The handler accepts as under any ASGI server, then calls the function it finds among the scope's extensions: with it the
connection's task, queue, scope and request can go, which is most of what an idle socket would weigh.
"""

import asyncio
import logging
from collections.abc import Callable, MutableSet
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.http11 import Request
from websockets.server import ServerProtocol

from query.live.deflate import Shared, window_of

HAND_OVER = "parley.hand_over"
HANDSHAKE_WITHIN = 10.0  # seconds
MAX_EARLY = 64 * 1024  # bytes sent before the handshake is answered

Takeover = Callable[[asyncio.Transport, MutableSet[Any], int], asyncio.Protocol]  # and the deflate window agreed on
HandOver = Callable[[Takeover], None]


class LiveProtocol(WebSocketsSansIOProtocol):
    """For uvicorn's `ws`: hands its transport over, agrees on compression without state, sends no pings."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        extensions = [Shared()] if config.ws_per_message_deflate else []
        self.conn = ServerProtocol(extensions=extensions, max_size=MAX_EARLY, logger=logging.getLogger("uvicorn.error"))
        self._early = b""
        self._taken = False
        self._deadline = self.loop.call_later(HANDSHAKE_WITHIN, self._too_late)

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.handshake_complete:  # the task that runs the application has not begun yet
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[HAND_OVER] = self._hand_over

    def data_received(self, data: bytes) -> None:
        if not self.handshake_initiated or self.close_sent:
            super().data_received(data)
            return
        self._early += data
        if len(self._early) > MAX_EARLY:
            self.transport.abort()

    def shutdown(self) -> None:
        """Who is about to be let in gets an answer of the application, which knows that the server ends."""

    def start_keepalive(self) -> None:
        """Heartbeats are the gateway's."""

    def connection_lost(self, exc: Exception | None) -> None:
        self._deadline.cancel()
        super().connection_lost(exc)

    async def run_asgi(self) -> None:
        try:
            await self.app(self.scope, self.receive, self.send)
        except ClientDisconnected:
            pass
        except BaseException:
            self.logger.exception("Exception in ASGI application\n")
            self.send_500_response()
        if not self._taken and self.close_timer is None:
            self.transport.close()

    def _hand_over(self, take: Takeover) -> None:
        """Give the transport to what `take` makes of it, with what arrived too early."""
        self._taken = True
        self._deadline.cancel()
        self.connections.discard(self)
        taker = take(self.transport, self.connections, window_of(self.conn.extensions))
        self.transport.set_protocol(taker)
        if self._early:
            taker.data_received(self._early)

    def _too_late(self) -> None:
        if not self.handshake_complete:
            self.transport.abort()
