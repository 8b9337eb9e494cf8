"""What sockets cost on which nothing happens: memory of the server for each, and the CPU that their heartbeats take."""

from typing import Annotated

import cyclopts
import psutil
from cyclopts import Parameter

from bench import figures
from bench.cpu import Meter, each
from bench.crowd import gathered
from bench.figures import Aim, Case, Run
from bench.line import Line
from bench.options import STANDARD, Options, within
from bench.people import moved_in
from bench.report import report
from bench.served import served
from bench.window import window
from bench.worker import Pipe, working

PEOPLE, ROOMS = 20, 20
KIB, CORE = "KiB a socket", "% of a core"  # of the server's memory; of its CPU for all of them
AIMS = (Aim(KIB, 10), Aim(CORE, 5))
Sockets = Annotated[int, Parameter(validator=within(1, 100_000))]


def idle(*, sockets: Sockets = 10_000, options: Options = STANDARD) -> None:
    """Connect, sign in, follow one room each, and wait.

    Parameters
    ----------
    sockets
        How many there are.
    """
    report("idle", _cases(sockets, options), options.json)


async def sitting(pipe: Pipe, url: str, lines: list[Line]) -> None:
    """Come in, and do no more than answer heartbeats."""
    everybody = await gathered(url, lines)
    for listener in everybody:
        listener.begin(keep=False)
    pipe.say("ready")
    await pipe.hear()


async def _cases(count: int, options: Options) -> list[Case]:
    async with served() as parley:
        house = await moved_in(parley.url, PEOPLE, ROOMS)
        api = psutil.Process(parley.api)
        before = api.memory_info().rss
        async with working(sitting, parley.url, house.lines(count)) as sitters:
            await sitters.hear()
            kib = (api.memory_info().rss - before) / count / 1024
            meter = parley.meter({sitters.pid: "client"})
            runs = [await _run(meter, count, kib, options) for _ in range(options.runs)]
        return [figures.case(f"{count:,} sockets", "", runs, aims=AIMS)]


async def _run(meter: Meter, count: int, kib: float, options: Options) -> Run:
    """The CPU is for each socket and second."""
    measured = window(options.warm_up, options.seconds)
    spent = await meter.during(measured)
    others = {KIB: kib, CORE: 100 * spent.get("api", 0.0) / measured.seconds}
    return Run(count, measured.seconds, cpu_us=each(spent, int(count * measured.seconds)), others=others)


if __name__ == "__main__":
    cyclopts.run(idle)
