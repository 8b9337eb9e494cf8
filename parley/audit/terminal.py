"""What an auditor's commands write, and how they end: in lines, in a sentence, or quietly when nobody reads on."""

import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager

from parley.audit.refusals import CannotWrite, NobodyReads, Unanswerable
from parley.terminal.explained import explained
from parley.terminal.leaving import leave


def write(lines: Iterable[str]) -> None:
    """Put lines on the standard output; raises `NobodyReads` or `CannotWrite`."""
    try:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()
    except BrokenPipeError:
        raise NobodyReads from None
    except OSError as error:
        _close_output()
        raise CannotWrite(f"The output cannot be written: {error.strerror}.") from None


@contextmanager
def answered() -> Iterator[None]:
    """End with a sentence: 2 where what was asked for makes no sense, 1 where it cannot be answered."""
    if sys.stdout is None:
        leave(1, "The output cannot be written: it is closed.")
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        with explained():
            yield
    except Unanswerable as wrong:
        leave(2, str(wrong))
    except CannotWrite as error:
        leave(1, str(error))
    except BrokenExecutor:
        leave(1, "A process of ours was killed before it was done; is there enough memory? Try again.")
    except NobodyReads:
        _close_output()
        sys.exit(0)
    except KeyboardInterrupt:
        leave(130, "Stopped.")


def _close_output() -> None:
    """Otherwise Python would try once more to write what is left, and complain."""
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
