"""The HTTP client: kept-alive connections that each post one message after the other, as raw bytes."""

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from typing import cast
from urllib.parse import urlsplit

from bench.line import Line
from bench.tally import Tally
from bench.window import Window
from bench.words import SEND, ids, texts
from bench.worker import Pipe

REQUEST = (
    "POST /v1/rooms/{room}/messages HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n"
    "content-type: application/json\r\ncontent-length: "
)
CREATED = b"HTTP/1.1 201 "
LENGTH = b"content-length: "
END = b"\r\n\r\n"


async def posters(pipe: Pipe, url: str, lines: Sequence[Line]) -> None:
    """Post through every window the bench names, and tell what came of it."""
    host = urlsplit(url)
    assert host.hostname
    assert host.port
    loop = asyncio.get_running_loop()
    pipe.say("ready")
    while True:
        window: Window = await pipe.hear()
        tally = Tally(window, len(lines))
        for line in lines:  # anew each time: a connection that is idle between two runs is closed by the server
            posting = partial(Poster, line, host.netloc, tally)
            await loop.create_connection(posting, host.hostname, host.port)
        pipe.say(await tally.result(window))


class Poster(asyncio.Protocol):
    """One connection with one request at a time."""

    def __init__(self, line: Line, host: str, tally: Tally) -> None:
        self._head = REQUEST.format(room=line.room, host=host, token=line.token).encode()
        self._ids = ids()
        self._texts = texts()
        self._answer = b""
        self._began = 0.0
        self._tally = tally

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one without saying so
        self._post()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if not _whole(self._answer):
            return
        if not self._answer.startswith(CREATED):
            self._tally.fail(self._answer.decode(errors="replace"))
        elif self._tally.count(self._began, time.perf_counter()):
            self._post()
        else:
            self._transport.close()
            self._tally.sign_off()

    def connection_lost(self, error: Exception | None) -> None:
        if not self._transport.is_closing():
            self._tally.fail(f"the server hung up: {error!r}")

    def _post(self) -> None:
        body = SEND % (next(self._ids), next(self._texts))
        self._answer = b""
        self._began = time.perf_counter()
        self._transport.write(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))


def _whole(answer: bytes) -> bool:
    head = answer.find(END)
    if head < 0:
        return False
    length = answer.index(LENGTH) + len(LENGTH)
    return len(answer) >= head + len(END) + int(answer[length : answer.index(b"\r", length)])
