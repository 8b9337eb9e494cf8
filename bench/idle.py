"""What sockets cost on which nothing happens: memory of the server for each, and the CPU that their heartbeats take."""

from typing import Annotated

import cyclopts
import psutil
import uvloop
from cyclopts import Parameter

from bench import figures, places
from bench.cpu import each
from bench.crowd import gathered
from bench.figures import Case, Run
from bench.options import STANDARD, Options, within
from bench.people import moved_in
from bench.report import report
from bench.served import served
from bench.window import until, window
from bench.worker import Pipe, working
from bench.ws_senders import Line

PEOPLE, ROOMS = 20, 20
AIM_KIB, AIM_CPU = 10.0, 0.05  # of memory each; of a core in all
Sockets = Annotated[int, Parameter(validator=within(1, 100_000))]


def idle(*, sockets: Sockets = 10_000, options: Options = STANDARD) -> None:
    """Connect, sign in, follow one room each, and wait.

    Parameters
    ----------
    sockets
        How many there are.
    """
    report("idle", uvloop.run(_cases(sockets, options)), options.json)


async def sitting(pipe: Pipe, url: str, lines: list[Line]) -> None:
    """Come in, and do no more than answer heartbeats."""
    everybody = await gathered(url, lines)
    for listener in everybody:
        listener.begin(keep=False)
    pipe.say("ready")
    await pipe.hear()


async def _cases(count: int, options: Options) -> list[Case]:
    with places.folder() as place:
        async with served(place) as parley:
            house = await moved_in(parley.url, PEOPLE, ROOMS)
            lines = [Line(house.tokens[n % PEOPLE], house.rooms[n // PEOPLE % ROOMS]) for n in range(count)]
            api = psutil.Process(parley.api)
            before = api.memory_info().rss
            async with working(sitting, parley.url, lines) as sitters:
                await sitters.hear()
                kib = (api.memory_info().rss - before) / count / 1024
                print(
                    f"{count:,} sockets: {kib:.1f} KiB of server memory each (asked: at most {AIM_KIB:g})", flush=True
                )
                meter = parley.meter({sitters.pid: "client"})
                runs = []
                for _ in range(options.runs):
                    measured = window(options.warm_up, options.seconds)
                    await until(measured.begin)
                    await meter.start()
                    await until(measured.end)
                    spent = await meter.stop()
                    share = spent.get("api", 0.0) / measured.seconds
                    print(f"  {share:.1%} of a core (at most {AIM_CPU:.0%})", flush=True)
                    runs.append(Run(count, measured.seconds, cpu_us=each(spent, int(count * measured.seconds))))
            return [figures.case(f"{count:,} sockets", "idle seconds/s", runs)]


if __name__ == "__main__":
    cyclopts.run(idle)
