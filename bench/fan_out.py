"""How many deliveries a second leave one process: a room that many follow, each message durable and projected first."""

import asyncio
from dataclasses import replace
from typing import Annotated

import cyclopts
import uvloop
from cyclopts import Parameter

from bench import figures, lags, places
from bench.bare_server import bare_server
from bench.cpu import each
from bench.crowd import Heard, crowd
from bench.echoes import echoes
from bench.figures import Aim, Case, Run
from bench.options import STANDARD, Options, Several, within
from bench.people import House, moved_in
from bench.report import report
from bench.served import Served, bare_database, served
from bench.window import until, window
from bench.worker import working
from bench.ws_senders import Line

PEOPLE = 20
AIMS = {16: (Aim("rate", 700_000),), 1: (Aim("rate", 100_000),)}
LONG = 1024  # characters of the texts that are worth compressing
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
    report("fan_out", uvloop.run(_cases(followers, inflight, options)), options.json)


async def _cases(followers: int, inflight: Several, options: Options) -> list[Case]:
    with places.folder() as place:
        async with served(place) as parley:
            house = await moved_in(parley.url, PEOPLE, 1)
            short = [await _case(parley, house, followers, each, options) for each in inflight]
            long = [await _long(parley, house, followers, options, deflate=deflate) for deflate in (False, True)]
            return short + long


async def _case(parley: Served, house: House, followers: int, inflight: int, options: Options) -> Case:
    runs, size = await _runs(parley, parley.url, house, followers, (inflight, 0), {}, options)
    await lags.caught_up(parley.db)
    async with working(bare_server, await bare_database(parley)) as server:
        url, others = await server.hear(), {server.pid: "bare server"}
        bare, _ = await _runs(parley, url, house, followers, (inflight, 0), others, replace(options, runs=1))
    name = _told(f"{followers} followers, {inflight} in flight", size)
    limit = figures.limit("by a bare server", bare[0])
    return figures.case(name, "deliveries/s", runs, limit, AIMS.get(inflight, ()) if followers == 500 else ())


async def _long(parley: Served, house: House, followers: int, options: Options, *, deflate: bool) -> Case:
    runs, size = await _runs(parley, parley.url, house, followers, (1, LONG), {}, options, deflate=deflate)
    await lags.caught_up(parley.db)
    name = _told(f"{followers} followers, 1 KiB texts, {'compressed' if deflate else 'plain'}", size)
    return figures.case(name, "deliveries/s", runs)


def _told(name: str, size: float) -> str:
    print(f"{name}: {size:.0f} bytes a delivery", flush=True)
    return name


async def _runs(
    parley: Served,
    url: str,
    house: House,
    followers: int,
    said: tuple[int, int],
    others: dict[int, str],
    options: Options,
    *,
    deflate: bool = False,
) -> tuple[list[Run], float]:
    lines = [Line(house.tokens[n % PEOPLE], house.rooms[0]) for n in range(followers)]
    async with working(crowd, url, lines, deflate) as ears, working(echoes, url, lines[0], *said) as mouth:
        await asyncio.gather(ears.hear(), mouth.hear())
        meter = parley.meter({ears.pid: "client (followers)", mouth.pid: "client (speaker)"} | others)
        runs = []
        for _ in range(options.runs):
            measured = window(options.warm_up, options.seconds)
            ears.say(measured)
            spoken = asyncio.create_task(mouth.ask(measured))
            await until(measured.begin)
            await meter.start()
            await until(measured.end)
            spent = await meter.stop()
            count, (p50, p99, p999) = await spoken
            heard: Heard = await ears.ask(count)
            runs.append(Run(heard.deliveries, measured.seconds, p50, p99, p999, each(spent, heard.deliveries)))
        return runs, heard.bytes_each


if __name__ == "__main__":
    cyclopts.run(fan_out)
