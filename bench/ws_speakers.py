"""People who speak one after the other at a steady pace, and say in their words when that was."""

import asyncio
import time
from collections.abc import Sequence
from itertools import count, cycle

from picows import WSFrame, WSTransport

from bench.line import Line
from bench.tally import Failed
from bench.window import Window, until
from bench.words import COMMAND, ids, texts
from bench.worker import Pipe
from bench.ws_client import Client, come_in
from bench.ws_senders import ACCEPTED

SPOKEN = b'"%019d %b'  # nanoseconds of the clock that all processes share, then what is said


async def speakers(pipe: Pipe, url: str, lines: Sequence[Line], a_second: float) -> None:
    """Connect, then speak through every window the bench names, and tell how often within it."""
    everybody = [Speaker(line) for line in lines]
    await come_in(url, everybody)
    pipe.say("ready")
    while True:
        window: Window = await pipe.hear()
        spoken, began = 0, time.perf_counter()
        for number, speaker in zip(count(), cycle(everybody), strict=False):
            at = began + number / a_second
            if at >= window.end:
                break
            await until(at)
            spoken += speaker.speak() in window
        pipe.say(spoken)


class Speaker(Client):
    """One connection."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.token)
        self._room = line.room.encode()
        self._ids = ids()
        self._texts = texts()
        self._number = 0

    def speak(self) -> float:
        """Say something; when that was."""
        self._number += 1
        identity, text = next(self._ids), next(self._texts)
        now = time.perf_counter_ns()
        self.say(COMMAND % (self._number, identity, self._room, SPOKEN % (now, text[1:])))
        return now / 1e9

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        payload = frame.get_payload_as_bytes()
        if not payload.startswith(ACCEPTED):
            self.greet(payload)

    def fail(self, why: str) -> None:
        super().fail(why)
        asyncio.get_running_loop().call_exception_handler({"message": why, "exception": Failed(why)})
