"""`parley log`: the log itself."""

import sys
import time
from functools import partial
from typing import Annotated

import uvloop
from cyclopts import App, Parameter
from msgspec.structs import replace

from events.log import read
from events.log.leaves import Misfit
from events.log.verify import LogVerified, verify_log
from parley.audit.moments import first_at, last_at
from parley.audit.terminal import answered
from parley.terminal.bar import bar, per_second
from parley.terminal.reached import asking
from projections.beyond import beyond
from runtime.postgres import connect
from runtime.settings import Settings

app = App(name="log")


@app.command
def verify(*, from_: Annotated[str | None, Parameter(name="--from")] = None, until: str | None = None) -> None:
    """Compute every leaf hash anew, and compare; ends with 1 and names the first event that does not fit.

    Of the whole log also that no event is missing, that the tables beside it say the same (streams, touched and
    commands), and that no projection had come further than the log goes.

    Parameters
    ----------
    from_
        The moment of the first event: a position or a time, as `parley replay --help` says.
    until
        The moment of the last event.
    """
    with answered():
        found, rate = uvloop.run(_verify(Settings(), from_, until))
        if found.misfit:
            print(f"{_where(found.misfit)} does not fit: {found.misfit.what}.")
        else:
            print(f"{found.checked:,} events from {found.first} to {found.last} fit ({rate:,} a second).")
    sys.exit(0 if found.fits else 1)


async def _verify(settings: Settings, from_: str | None, until: str | None) -> tuple[LogVerified, int]:
    """What was found, and how many events a second were looked at."""
    async with asking(settings) as (reached, pool):
        assert reached.database_url
        head = await read.head(pool)
        first = await first_at(pool, head, from_) if from_ is not None else 1
        last = await last_at(pool, head, until) if until is not None else None
        began = time.monotonic()
        with bar("Verifying") as progress:
            found = await verify_log(partial(connect, reached.database_url), first, last, progress)
        if found.fits and from_ is None and until is None:
            found = replace(found, misfit=await beyond(pool))
        return found, per_second(found.checked, began)


def _where(misfit: Misfit) -> str:
    if misfit.stream_id is None:
        return f"Position {misfit.position}" if misfit.position else "The log"
    stream = f"stream {misfit.stream_id}, seq {misfit.version}"
    return f"Position {misfit.position} ({stream})" if misfit.position else stream.capitalize()
