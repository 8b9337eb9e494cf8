"""What an auditor's commands write, and how they end: in lines, in a sentence, or quietly when nobody reads on."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from parley.audit.refusals import CannotWrite, NobodyReads, Unanswerable
from parley.commands.reached import said


def write(lines: Iterable[str]) -> None:
    """Put lines on the standard output; raises `NobodyReads` or `CannotWrite`."""
    try:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()
    except BrokenPipeError:
        raise NobodyReads from None
    except OSError as error:
        raise CannotWrite(f"The output cannot be written: {error.strerror}.") from None


@contextmanager
def answered() -> Iterator[None]:
    """End with a sentence: 2 where what was asked for makes no sense, 1 where it cannot be answered."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        with said():
            yield
    except Unanswerable as wrong:
        _leave(2, str(wrong))
    except CannotWrite as error:
        _leave(1, str(error))
    except BrokenExecutor:
        _leave(1, "A process of ours was killed before it was done; is there enough memory? Try again.")
    except NobodyReads:
        _close_output()
        sys.exit(0)
    except KeyboardInterrupt:
        _leave(130, "Stopped.")


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


def _close_output() -> None:
    """Otherwise Python would try once more to write what is left, and complain."""
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _leave(code: int, sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(code)
