"""How far a command has come, and how fast."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from events.log.progress import Progress as Told


@contextmanager
def bar(what: str, unit: str = "events") -> Iterator[Told]:
    """A progress bar in events, or whatever else, on a terminal only; call it with how many of how many are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    began = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(what, total=None, rate="")

        def done(count: int, of: int) -> None:
            rate = f"{count:,} of {of:,} {unit}, {per_second(count, began):,}/s"
            progress.update(task, completed=count, total=of, rate=rate)

        yield done


def per_second(count: int, began: float) -> int:
    """How fast it goes, of `time.monotonic` at its beginning."""
    return round(count / max(time.monotonic() - began, 0.001))
