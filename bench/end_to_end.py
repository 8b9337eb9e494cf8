"""How long after it was sent a message is with everybody who follows the room."""

import asyncio
from dataclasses import replace
from typing import Annotated

import cyclopts
from cyclopts import Parameter
from msgspec import Struct

from bench import figures, lags
from bench.cpu import Meter, each
from bench.figures import Aim, Case, Run
from bench.line import Line
from bench.options import STANDARD, Options, within
from bench.people import moved_in
from bench.report import report
from bench.served import Served, bare, served
from bench.window import percentiles, window
from bench.worker import Worker, working
from bench.ws_speakers import speakers
from bench.ws_subscribers import subscribers

SPEAKERS, PEOPLE = 10, 20
AIMS = (Aim("p50_ms", 5), Aim("p99_ms", 10))
Subscribers = Annotated[int, Parameter(validator=within(1, 100_000))]
Messages = Annotated[float, Parameter(validator=within(10, 100_000))]


class Crowd(Struct, frozen=True):
    """Who follows, who speaks, and how often all of them together."""

    following: list[Line]
    speaking: list[Line]
    a_second: float


def end_to_end(*, subscribers: Subscribers = 200, messages: Messages = 50, options: Options = STANDARD) -> None:
    """Send at a steady pace to a room that many follow.

    Parameters
    ----------
    subscribers
        How many follow the room.
    messages
        How many are sent a second, by ten people in turn.
    """
    report("end_to_end", _cases(subscribers, messages, options), options.json)


async def _cases(count: int, messages: float, options: Options) -> list[Case]:
    async with served() as parley:
        house = await moved_in(parley.url, PEOPLE, 1)
        lines = house.lines(max(count, SPEAKERS))
        crowd = Crowd(lines[:count], lines[:SPEAKERS], messages)
        runs = await _runs(parley, parley.url, crowd, {}, options)
        await lags.caught_up(parley.db)
        async with bare(parley) as (url, others):
            [beside] = await _runs(parley, url, crowd, others, replace(options, runs=1))
        limit = figures.limit("by a bare server", beside)
        return [figures.case(f"{count} subscribers, {messages:g} messages/s", "messages/s", runs, limit, AIMS)]


async def _runs(parley: Served, url: str, crowd: Crowd, others: dict[int, str], options: Options) -> list[Run]:
    async with (
        working(subscribers, url, crowd.following) as ears,
        working(speakers, url, crowd.speaking, crowd.a_second) as mouths,
    ):
        await asyncio.gather(ears.hear(), mouths.hear())
        meter = parley.meter({ears.pid: "client (subscribers)", mouths.pid: "client (senders)"} | others)
        return [await _run(ears, mouths, len(crowd.following), meter, options) for _ in range(options.runs)]


async def _run(ears: Worker, mouths: Worker, following: int, meter: Meter, options: Options) -> Run:
    measured = window(options.warm_up, options.seconds)
    ears.say(measured)
    spoken = asyncio.create_task(mouths.ask(measured))
    spent = await meter.during(measured)
    count = await spoken
    took = await ears.ask(count * following)
    assert len(took) == count * following, f"{count * following - len(took)} of {count * following} were not heard"
    return Run(count, measured.seconds, *percentiles(took), each(spent, count))


if __name__ == "__main__":
    cyclopts.run(end_to_end)
