"""uvicorn's HTTP protocol, which lets an answer that does not end cut off a client that does not read."""

import asyncio
from collections.abc import Callable
from typing import Any

from litestar import Request
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

CUT = "parley.cut"


class HttpProtocol(HttpToolsProtocol):
    """For uvicorn's `http`: the application finds the end of the connection among the scope's extensions."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._extensions = {CUT: transport.abort}

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self.scope["extensions"] = self._extensions  # type: ignore[typeddict-item]


def cut_of(request: Request[Any, Any, Any]) -> Callable[[], None]:
    """What ends this request's connection at once; under another server that is left to the server."""
    found: Callable[[], None] = (request.scope.get("extensions") or {}).get(CUT, _left_to_the_server)  # type: ignore[assignment]
    return found


def _left_to_the_server() -> None:
    return None
