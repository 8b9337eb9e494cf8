"""The standard output of every command: one that is full or closed ends it in a sentence, one nobody reads, quietly."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from parley.terminal.leaving import leave


class CannotWrite(Exception):
    """There is no room for the output, or no leave to write it; says why."""


class NobodyReads(Exception):
    """Whoever read our output has closed it."""


@contextmanager
def written() -> Iterator[None]:
    """While a command runs, and until all that it has printed is written."""
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115 - complaints that were closed; open to the end
    sys.stdout = _output()
    try:
        try:
            yield
        except SystemExit:
            with suppress(NobodyReads):  # what it has found is in its exit code, too
                sys.stdout.flush()
            raise
        sys.stdout.flush()
    except NobodyReads:
        sys.exit(0)
    except CannotWrite as error:
        leave(1, str(error))


def _output() -> io.TextIOWrapper:
    """The standard output, saying by its exceptions that it cannot be written; letters it lacks are escaped."""
    closed = sys.stdout is None
    file = _Output(os.open(os.devnull, os.O_RDONLY) if closed else sys.stdout.fileno(), "wb", closefd=False)
    encoding = None if closed else sys.stdout.encoding
    return io.TextIOWrapper(io.BufferedWriter(file), encoding, "backslashreplace", line_buffering=file.isatty())


class _Output(io.FileIO):
    # Under the buffers, so that whatever prints is heard: print, rich, the pages of --help.
    def write(self, data: Any, /) -> int:
        try:
            return super().write(data) or 0
        except OSError as error:
            with open(os.devnull, "wb") as nowhere:  # else Python would try once more at its end, and complain
                os.dup2(nowhere.fileno(), self.fileno())
            if isinstance(error, BrokenPipeError):
                raise NobodyReads from None
            why = "it is closed" if error.errno == errno.EBADF else error.strerror
            raise CannotWrite(f"The output cannot be written: {why}.") from None
