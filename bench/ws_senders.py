"""The WebSocket client: so many senders, each with so many sends in flight, in a process of its own."""

import asyncio
import time
from collections.abc import Sequence

from msgspec import Struct
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from bench.tally import Failed, Tally
from bench.window import Window
from bench.words import COMMAND, ids, texts
from bench.worker import Pipe

ACCEPTED, READY, HELLO, PING = (b'{"frame":"%b"' % name for name in (b"accepted", b"ready", b"hello", b"ping"))
CONNECT = b'{"frame":"connect","token":"%b"}'
PONG = b'{"frame":"pong"}'
ID = b'"id":'


class Line(Struct, frozen=True):
    """Who sends where."""

    token: str
    room: str


async def senders(pipe: Pipe, url: str, lines: Sequence[Line], in_flight: int) -> None:
    """Connect, then send through every window the bench names, and tell what came of it."""
    everybody = [Sender(line, in_flight) for line in lines]
    for sender in everybody:
        await ws_connect(lambda sender=sender: sender, url.replace("http", "ws") + "/v1/live")
    await asyncio.wait_for(asyncio.gather(*(sender.ready for sender in everybody)), 10)
    pipe.say("ready")
    while True:
        window: Window = await pipe.hear()
        tally = Tally(window, len(everybody))
        for sender in everybody:
            sender.begin(tally)
        pipe.say(await tally.result(window))


class Sender(WSListener):
    """One connection; an answer is told by the number its command had."""

    def __init__(self, line: Line, in_flight: int) -> None:
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._token = line.token.encode()
        self._room = line.room.encode()
        self._in_flight = in_flight
        self._began: dict[int, float] = {}
        self._number = 0
        self._ids = ids()
        self._texts = texts()
        self._tally: Tally | None = None

    def begin(self, tally: Tally) -> None:
        self._tally = tally
        for _ in range(self._in_flight):
            self._send()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        payload = frame.get_payload_as_bytes()
        if payload.startswith(ACCEPTED):
            self._accepted(payload)
        elif payload.startswith(HELLO):
            transport.send(WSMsgType.TEXT, CONNECT % self._token)
        elif payload.startswith(READY):
            self.ready.set_result(None)
        elif payload.startswith(PING):
            transport.send(WSMsgType.TEXT, PONG)
        else:
            self._fail(payload.decode(errors="replace"))

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self._fail("the server hung up")

    def _accepted(self, payload: bytes) -> None:
        began = self._began.pop(int(payload[payload.rindex(ID) + 5 : -1]))
        assert self._tally
        if self._tally.count(began, time.perf_counter()):
            self._send()
        elif not self._began:
            self._tally.sign_off()

    def _send(self) -> None:
        number = self._number = self._number + 1
        frame = COMMAND % (number, next(self._ids), self._room, next(self._texts))
        self._began[number] = time.perf_counter()
        self._transport.send(WSMsgType.TEXT, frame)

    def _fail(self, why: str) -> None:
        if self._tally:
            self._tally.fail(why)
        elif not self.ready.done():
            self.ready.set_exception(Failed(why))
