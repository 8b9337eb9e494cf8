"""Callers of the log: each says one thing after the other, with all that a send in the product expects."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from uuid import UUID

from bench.figures import Run
from bench.seats import FINGERPRINT, Seat
from bench.window import Window, percentiles, until
from events.ids import uuid7
from events.log.log import Decided, Log
from events.log.write import Outcome, Verdict, new_subject, untouched
from events.room import MessageSent
from events.stored import Draft

METADATA = f'{{"session":"{UUID(int=0)}"}}'


class Callers:
    """How long every append took that ended within the window, in seconds, the shortest first."""

    def __init__(self, window: Window, a_second: float | None = None) -> None:
        self.window = window
        self._a_second = a_second  # all of them together; as many as can be where nobody says
        self.took: list[float] = []

    async def run(self, log: Log, seats: Sequence[Seat], words: Iterator[str], count: int) -> None:
        """Call until the window ends."""
        pause = count / self._a_second if self._a_second else 0.0
        callers = [self._call(log, seats[number % len(seats)], words, pause) for number in range(count)]
        await asyncio.gather(*callers)
        await until(self.window.end)
        self.took.sort()

    def result(self, cpu_us: dict[str, float], lags: dict[str, list[int]] | None = None) -> Run:
        return Run(len(self.took), self.window.seconds, *percentiles(self.took), cpu_us, lags or {})

    async def _call(self, log: Log, seat: Seat, words: Iterator[str], pause: float) -> None:
        due = began = time.perf_counter()
        while began < self.window.end:
            outcome = await say(log, seat, next(words))
            assert outcome.verdict is Verdict.ACCEPTED, outcome
            ended = time.perf_counter()
            if ended in self.window:
                self.took.append(ended - began)
            began = ended
            if pause:
                due += pause
                await until(due)
                began = time.perf_counter()


async def say(log: Log, seat: Seat, body: str) -> Outcome:
    """One message, resting on what a send rests on."""
    room, me, message_id = seat.room_id, seat.account_id, uuid7()
    expectations = [
        untouched(room, room, seat.room_version),
        untouched(room, me, seat.version),
        untouched(me, me, 0),
        new_subject(room, message_id),
    ]
    drafts = [Draft(room, MessageSent(message_id=message_id, body=body))]
    return await log.append(
        Decided(me, message_id, FINGERPRINT, room, drafts, expectations, metadata=METADATA),
    )
