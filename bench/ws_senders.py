"""The WebSocket client: so many senders, each with so many sends in flight, in a process of its own."""

import time
from collections.abc import Sequence

from picows import WSFrame, WSTransport

from bench.line import Line
from bench.tally import Tally
from bench.window import Window
from bench.words import COMMAND, ids, texts
from bench.worker import Pipe
from bench.ws_client import Client, come_in

ACCEPTED = b'{"frame":"accepted"'
ID = b'"id":'


async def senders(pipe: Pipe, url: str, lines: Sequence[Line], in_flight: int) -> None:
    """Connect, then send through every window the bench names, and tell what came of it."""
    everybody = [Sender(line, in_flight) for line in lines]
    await come_in(url, everybody)
    pipe.say("ready")
    while True:
        window: Window = await pipe.hear()
        tally = Tally(window, len(everybody))
        for sender in everybody:
            sender.begin(tally)
        pipe.say(await tally.result(window))


class Sender(Client):
    """One connection; an answer is told by the number its command had."""

    def __init__(self, line: Line, in_flight: int) -> None:
        super().__init__(line.token)
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

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        payload = frame.get_payload_as_bytes()
        if not payload.startswith(ACCEPTED):
            self.greet(payload)
            return
        assert self._tally
        began = self._began.pop(int(payload[payload.rindex(ID) + len(ID) : -1]))
        if self._tally.count(began, time.perf_counter()):
            self._send()
        elif not self._began:
            self._tally.sign_off()

    def fail(self, why: str) -> None:
        super().fail(why)
        if self._tally:
            self._tally.fail(why)

    def _send(self) -> None:
        number = self._number = self._number + 1
        frame = COMMAND % (number, next(self._ids), self._room, next(self._texts))
        self._began[number] = time.perf_counter()
        self.say(frame)
