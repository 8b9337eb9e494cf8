"""How far a command has come, and how fast."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar in events, on a terminal only; call it with how many of how many are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    began = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(what, total=None, rate="")

        def done(events: int, of: int) -> None:
            rate = f"{events:,} of {of:,} events, {per_second(events, began):,}/s"
            progress.update(task, completed=events, total=of, rate=rate)

        yield done


def per_second(events: int, began: float) -> int:
    """How fast it goes, of `time.monotonic` at its beginning."""
    return round(events / max(time.monotonic() - began, 0.001))
