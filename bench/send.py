"""How many sends a second Parley acknowledges, every one on disk, while everything that reads the log runs."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

import cyclopts
from cyclopts import Parameter

from bench import figures, lags
from bench.cpu import Meter, each
from bench.figures import Aim, Case, Run
from bench.http_senders import posters
from bench.options import STANDARD, Options, Several, within
from bench.people import moved_in
from bench.report import report
from bench.served import Served, bare, served
from bench.tally import Sent
from bench.window import until, window
from bench.worker import Work, Worker, working
from bench.ws_senders import senders

SENDERS, ROOMS = 16, 4
AIMS = {"16 × 1": 5_000, "16 × 16": 12_000, "HTTP, 32 × 1": 2_000}
BARE = "by a bare server"
Connections = Annotated[int, Parameter(validator=within(0, 10_000))]


def send(*, inflight: Several = (1, 16), connections: Connections = 32, options: Options = STANDARD) -> None:
    """Send over WebSockets and over HTTP.

    Parameters
    ----------
    inflight
        How many sends each of 16 senders has under way; one case each.
    connections
        How many connections post over HTTP, one message after the other; 0 leaves HTTP out.
    """
    report("send", _cases(inflight, connections, options), options.json)


async def _cases(inflight: Sequence[int], connections: int, options: Options) -> list[Case]:
    async with served() as parley:
        house = await moved_in(parley.url, max(SENDERS, connections), ROOMS)
        lines = house.lines(len(house.tokens))
        cases = [
            await _case(parley, f"{SENDERS} × {each}", senders, (lines[:SENDERS], each), options) for each in inflight
        ]
        if connections:
            name, given = f"HTTP, {connections} × 1", (lines[:connections],)
            cases.append(await _case(parley, name, posters, given, options))
        return cases


async def _case(parley: Served, name: str, client: Work, given: tuple[object, ...], options: Options) -> Case:
    print(name, flush=True)
    async with working(client, parley.url, *given) as worker:
        await worker.hear()
        meter = parley.meter({worker.pid: "client"})
        runs = [await _run(parley, worker, meter, options) for _ in range(options.runs)]
    limit = figures.limit(BARE, await _bare(parley, given if client is senders else (*given, 1), options))
    aims = [Aim("rate", AIMS[name])] if name in AIMS else []
    return figures.case(name, "sends/s", runs, limit, aims, flat=lags.all_flat(runs))


async def _run(parley: Served, worker: Worker, meter: Meter, options: Options) -> Run:
    before, measured = await parley.head(), window(options.warm_up, options.seconds)
    answer = asyncio.create_task(worker.ask(measured))
    await until(measured.begin)
    await meter.start()
    seen = await lags.watch(parley.db, measured)
    await until(measured.end)
    spent = await meter.stop()
    sent: Sent = await answer
    assert await parley.head() - before == sent.acknowledged, "what was acknowledged is not what the log holds"
    print(f"  caught up {await lags.caught_up(parley.db):.1f} s after the last send", flush=True)
    return sent.run(measured, each(spent, len(sent.took)), seen)


async def _bare(parley: Served, given: tuple[object, ...], options: Options) -> Run:
    """The same client and a server that does nothing else."""
    async with bare(parley) as (url, others), working(senders, url, *given) as worker:
        await worker.hear()
        measured = window(options.warm_up, options.seconds)
        answer = asyncio.create_task(worker.ask(measured))
        spent = await parley.meter({worker.pid: "client"} | others).during(measured)
        sent: Sent = await answer
        return sent.run(measured, each(spent, len(sent.took)))


if __name__ == "__main__":
    cyclopts.run(send)
