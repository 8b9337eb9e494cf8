"""uvicorn's HTTP protocol with an end to everything: to waiting for a request, and to how large its head may be.

The application bounds the size of bodies; that a client sends its request at all is known here only.
"""

import asyncio
from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

from query.live.sse.line import HttpProtocol
from runtime.problems import MEDIA_TYPE, OF_STATUS, Problem, problem

TOO_SLOW = problem("request_timeout", 408, "This request did not arrive in time.")
HEAD_TOO_LARGE = problem("headers_too_large", 431, "The headers of this request are too large.")
NOT_HTTP = replace(OF_STATUS[400], detail="This is not HTTP.")
CLOSE_PATIENCE = 2.0  # seconds for the client to read why


class Bounds(msgspec.Struct, frozen=True):
    """Of one request; seconds and bytes."""

    head_within: float = 10.0
    body_within: float = 30.0
    head_bytes: int = 32 * 1024
    headers: int = 100


class Awaited(Enum):
    """What is to come next on a connection: nothing where a request is whole."""

    NOTHING = auto()
    HEAD = auto()
    BODY = auto()


class _TooLarge(Exception):
    """Raised into the parser, which stops at it."""


class BoundedHttp(HttpProtocol):
    """For uvicorn's `http`. A request that comes in one piece sets no timer."""

    def __init__(self, bounds: Bounds, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._bounds = bounds
        self._awaited = Awaited.HEAD
        self._timed = Awaited.NOTHING
        self._deadline: asyncio.TimerHandle | None = None
        self._head = 0  # bytes of the head so far
        self._began = False  # in the piece that is being parsed
        self._over = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._over:
            return
        self._began = False
        super().data_received(data)
        if self._over:
            return
        if self._awaited is Awaited.HEAD and not self._began:  # unparsed: one long header is shown when it ends
            self._head += len(data)
            if self._head > self._bounds.head_bytes:
                self._refuse(HEAD_TOO_LARGE)
        self._watch()

    def handle_websocket_upgrade(self) -> None:
        self._over = True
        self._forget()
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        self._refuse(HEAD_TOO_LARGE if self._too_large() else NOT_HTTP)

    # What the parser tells

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._awaited, self._head, self._began = Awaited.HEAD, 0, True

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self._grown(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._grown(len(name) + len(value) + 4)

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._awaited = Awaited.BODY

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._awaited = Awaited.NOTHING

    def _grown(self, size: int) -> None:
        if self._began:
            self._head += size
        if self._too_large():
            raise _TooLarge

    def _too_large(self) -> bool:
        return self._head > self._bounds.head_bytes or len(self.headers or ()) > self._bounds.headers

    # What is done

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def _watch(self) -> None:
        """Set the deadline of what is awaited now, unless it is set already."""
        awaited = self._awaited
        if awaited is not Awaited.BODY:  # before all is answered nothing is asked for
            idle = self.timeout_keep_alive_task is not None and awaited is Awaited.NOTHING
            awaited = Awaited.HEAD if self._answered() and not idle else Awaited.NOTHING
        if awaited is self._timed or self._over or self.transport.is_closing():
            return
        self._forget()
        self._timed = awaited
        if awaited is not Awaited.NOTHING:
            within = self._bounds.head_within if awaited is Awaited.HEAD else self._bounds.body_within
            self._deadline = self.loop.call_later(within, self._refuse, TOO_SLOW)

    def _forget(self) -> None:
        self._timed = Awaited.NOTHING
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _answered(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # there is none before the first request
        return cycle is None or cycle.response_complete

    def _answerable(self, found: Problem) -> bool:
        """Whether an answer would stand where one is waited for: not for nothing, nor inside another."""
        if found is TOO_SLOW and self.headers is None:
            return False
        if self._awaited is Awaited.BODY:
            return not self.cycle.response_started and not self.pipeline
        return self._answered()

    def _refuse(self, found: Problem) -> None:
        """Say why, where that can be said, and end the connection."""
        self._over = True
        self._forget()
        self._unset_keepalive_if_required()
        if self.transport.is_closing():
            return
        if not self._answerable(found):
            self.transport.abort()
            return
        self.transport.write(_answer(found))
        if not self._answered():
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        # Closed at once, what the client still sends would be answered with a reset, and the reason be lost.
        self.transport.write_eof()
        self.loop.call_later(CLOSE_PATIENCE, self.transport.abort)


def _answer(found: Problem) -> bytes:
    body = msgspec.json.encode(found.document())
    head = f"content-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
    return STATUS_LINE[found.status] + head.encode() + body


def bounded(bounds: Bounds) -> Callable[..., asyncio.Protocol]:
    """For uvicorn's `http`."""
    return partial(BoundedHttp, bounds)
