"""Subscribers who follow one room, and measure how long after it was said they have heard each message."""

import time
from collections.abc import Sequence

from picows import WSFrame, WSTransport

from bench.line import Line
from bench.tally import Failed
from bench.window import Window, until
from bench.worker import Pipe
from bench.ws_client import Client, come_in

FOLLOW, FOLLOWED = b'{"frame":"follow","id":1,"room":"%b"}', b'{"frame":"followed"'
EVENT, BODY = b'{"frame":"event"', b'"body":"'
HEARD_WITHIN = 30.0  # seconds after the window, for what was said in it


class Ear:
    """What all subscribers heard of what was said within the window: seconds from the word to the ear."""

    def __init__(self) -> None:
        self.window = Window(0, 0)
        self.took: list[float] = []


async def subscribers(pipe: Pipe, url: str, lines: Sequence[Line]) -> None:
    """Connect and follow, then listen through every window the bench names, and tell how long everything took.

    After each window the bench says how much there is to be heard of it.
    """
    ear = Ear()
    everybody = [Subscriber(line, ear) for line in lines]
    await come_in(url, everybody)
    pipe.say("ready")
    while True:
        window: Window = await pipe.hear()
        ear.window, ear.took = window, []
        expected: int = await pipe.hear()
        while len(ear.took) < expected and time.perf_counter() < window.end + HEARD_WITHIN:
            await until(time.perf_counter() + 0.02)
        if gone := [client.gone for client in everybody if client.gone]:
            raise Failed(f"{len(gone)} subscribers are gone: {gone[0]}")
        pipe.say(sorted(ear.took))


class Subscriber(Client):
    """One connection."""

    def __init__(self, line: Line, ear: Ear) -> None:
        super().__init__(line.token)
        self.gone = ""
        self._room = line.room.encode()
        self._ear = ear

    def signed_in(self) -> None:
        self.say(FOLLOW % self._room)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        payload = frame.get_payload_as_bytes()
        if payload.startswith(EVENT):
            now, at = time.perf_counter(), payload.find(BODY) + len(BODY)
            said = int(payload[at : at + 19]) / 1e9
            if said in self._ear.window:
                self._ear.took.append(now - said)
        elif payload.startswith(FOLLOWED):
            self.ready.set_result(None)
        else:
            self.greet(payload)

    def fail(self, why: str) -> None:
        super().fail(why)
        self.gone = why
