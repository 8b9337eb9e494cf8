"""An HTTP server that lets its live connections end well before it ends itself."""

import socket
from collections.abc import Callable

import uvicorn


class Draining(uvicorn.Server):
    """Told to end, it calls `drain` first; then it takes no more connections and waits for those it has."""

    def __init__(self, config: uvicorn.Config, drain: Callable[[], None]) -> None:
        super().__init__(config)
        self._drain = drain

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._drain()
        await super().shutdown(sockets)
