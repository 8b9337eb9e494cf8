"""Somebody who has so many messages under way that they have not heard yet, and says another for each they hear."""

import time

from picows import WSFrame, WSTransport

from bench.line import Line
from bench.window import Window, percentiles, until
from bench.words import COMMAND, ids, texts
from bench.worker import Pipe
from bench.ws_client import Client, come_in
from bench.ws_senders import ACCEPTED
from bench.ws_subscribers import EVENT, FOLLOW, FOLLOWED

HEARD_WITHIN = 30.0  # seconds after the window


async def echoes(pipe: Pipe, url: str, line: Line, in_flight: int, length: int) -> None:
    """Follow, then speak through every window the bench names, and tell how often at all and how long each took."""
    speaker = Speaker(line, length)
    await come_in(url, [speaker])
    pipe.say("ready")
    while True:
        speaker.window = await pipe.hear()
        speaker.begin()
        for _ in range(in_flight):
            speaker.speak()
        await until(speaker.window.end)
        while speaker.heard < speaker.said and time.perf_counter() < speaker.window.end + HEARD_WITHIN:
            await until(time.perf_counter() + 0.02)
        pipe.say((speaker.said, percentiles(speaker.took)))


class Speaker(Client):
    """One connection; it hears its messages in the order in which it said them."""

    def __init__(self, line: Line, length: int) -> None:
        super().__init__(line.token)
        self.window = Window(0, 0)
        self.took: list[float] = []
        self.said = self.heard = 0
        self._began: list[float] = []
        self._room = line.room.encode()
        self._length = length
        self._ids, self._texts = ids(), texts()

    def signed_in(self) -> None:
        self.say(FOLLOW % self._room)

    def begin(self) -> None:
        self.took, self._began = [], []
        self.said = self.heard = 0

    def speak(self) -> None:
        text = next(self._texts)
        while len(text) < self._length:
            text = text[:-1] + b" " + next(self._texts)[1:]
        self.said += 1
        self._began.append(time.perf_counter())
        self.say(COMMAND % (self.said, next(self._ids), self._room, text))

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        payload = frame.get_payload_as_bytes()
        if payload.startswith(EVENT):
            now = time.perf_counter()
            began, self.heard = self._began[self.heard], self.heard + 1
            if now in self.window:
                self.took.append(now - began)
            if now < self.window.end:
                self.speak()
        elif payload.startswith(FOLLOWED):
            self.ready.set_result(None)
        elif not payload.startswith(ACCEPTED):
            self.greet(payload)
