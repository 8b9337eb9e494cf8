"""How many deliveries a second leave one process: a room that many follow, each message durable and projected first."""

import asyncio
from dataclasses import replace
from typing import Annotated

import cyclopts
from cyclopts import Parameter

from bench import figures, lags
from bench.cpu import each
from bench.crowd import Heard, crowd
from bench.echoes import echoes
from bench.figures import Aim, Case, Run
from bench.options import STANDARD, Options, Several, within
from bench.people import House, moved_in
from bench.report import report
from bench.served import Served, bare, served
from bench.window import window
from bench.worker import working

PEOPLE = 20
AIMS = {16: (Aim("rate", 700_000),), 1: (Aim("rate", 100_000),)}
LONG = 1024  # characters of the texts that are worth compressing
BYTES, AIM_SHARE = "bytes each", 1 / 3  # of a delivery; of those, compressed
Followers = Annotated[int, Parameter(validator=within(1, 10_000))]


def fan_out(*, followers: Followers = 500, inflight: Several = (16, 1), options: Options = STANDARD) -> None:
    """Say something in a room that many follow; then long texts, plain and compressed.

    Parameters
    ----------
    followers
        How many follow the room.
    inflight
        How many messages are under way at once, until their speaker has heard them; one case each.
    """
    report("fan_out", _cases(followers, inflight, options), options.json)


async def _cases(followers: int, inflight: Several, options: Options) -> list[Case]:
    async with served() as parley:
        house = await moved_in(parley.url, PEOPLE, 1)
        short = [await _case(parley, house, followers, each, options) for each in inflight]
        return short + await _long(parley, house, followers, options)


async def _case(parley: Served, house: House, followers: int, inflight: int, options: Options) -> Case:
    runs = await _runs(parley, parley.url, house, followers, (inflight, 0), {}, options)
    await lags.caught_up(parley.db)
    async with bare(parley) as (url, others):
        [beside] = await _runs(parley, url, house, followers, (inflight, 0), others, replace(options, runs=1))
    limit = figures.limit("by a bare server", beside)
    aims = AIMS.get(inflight, ()) if followers == 500 else ()
    return figures.case(f"{followers} followers, {inflight} in flight", "deliveries/s", runs, limit, aims)


async def _long(parley: Served, house: House, followers: int, options: Options) -> list[Case]:
    """The same long texts as they are, and compressed."""
    cases = []
    aims: tuple[Aim, ...] = ()
    for deflate in (False, True):
        runs = await _runs(parley, parley.url, house, followers, (1, LONG), {}, options, deflate=deflate)
        await lags.caught_up(parley.db)
        name = f"{followers} followers, 1 KiB texts, {'compressed' if deflate else 'plain'}"
        cases.append(figures.case(name, "deliveries/s", runs, aims=aims))
        aims = (Aim(BYTES, round(cases[0].others[BYTES].median * AIM_SHARE)),)
    return cases


async def _runs(
    parley: Served,
    url: str,
    house: House,
    followers: int,
    said: tuple[int, int],
    beside: dict[int, str],
    options: Options,
    *,
    deflate: bool = False,
) -> list[Run]:
    lines = house.lines(followers)
    async with working(crowd, url, lines, deflate) as ears, working(echoes, url, lines[0], *said) as mouth:
        await asyncio.gather(ears.hear(), mouth.hear())
        meter = parley.meter({ears.pid: "client (followers)", mouth.pid: "client (speaker)"} | beside)
        runs = []
        for _ in range(options.runs):
            measured = window(options.warm_up, options.seconds)
            ears.say(measured)
            await ears.hear()
            spoken = asyncio.create_task(mouth.ask(measured))
            spent = await meter.during(measured)
            count, (p50, p99, p999) = await spoken
            heard: Heard = await ears.ask(count)
            cpu_us, others = each(spent, heard.deliveries), {BYTES: heard.bytes_each}
            runs.append(Run(heard.deliveries, measured.seconds, p50, p99, p999, cpu_us, others=others))
        return runs


if __name__ == "__main__":
    cyclopts.run(fan_out)
