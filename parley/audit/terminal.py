"""How an auditor's commands write and end: in lines, or in a sentence."""

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager

from parley.audit.refusals import Unanswerable
from parley.terminal.explained import explained
from parley.terminal.leaving import leave
from parley.terminal.output import CannotWrite


def write(lines: Iterable[str]) -> None:
    """Put lines on the standard output at once, so that somebody who reads no further ends what makes them."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


@contextmanager
def answered() -> Iterator[None]:
    """End with a sentence: 2 where what was asked for makes no sense, 1 where it cannot be answered."""
    try:
        with explained():
            yield
    except Unanswerable as wrong:
        leave(2, str(wrong))
    except CannotWrite as error:
        leave(1, str(error))
    except BrokenExecutor:
        leave(1, "A process of ours was killed before it was done; is there enough memory? Try again.")
    except KeyboardInterrupt:
        leave(130, "Stopped.")
