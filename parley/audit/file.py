"""A file that appears whole or not at all, and the SHA-256 of what is in it."""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from parley.audit.refusals import Unanswerable
from parley.terminal.output import CannotWrite


class _Counted:
    """A file that knows the size and the hash of what was written to it, as compression needs to see one."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


class Unfinished:
    """Lines on their way into a file; compressed where its name ends in .gz, and readable to its owner alone."""

    def __init__(self, path: Path, *, force: bool) -> None:
        """Raises `Unanswerable` where something is there already that is not to be replaced, and `CannotWrite`."""
        self._path = path
        with _failing(path):
            _refuse(path, force=force)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            self._name, self._file = Path(name), open(handle, "wb")  # noqa: SIM115 - closed by finish or discard
        self._counted = _Counted(self._file)
        # Without a name and a time inside, the same events make the same file.
        zipped = path.suffix == ".gz"
        self._into = gzip.GzipFile("", "wb", 6, self._counted, 0) if zipped else None

    def write(self, lines: Iterable[str]) -> None:
        """Raises `CannotWrite`."""
        data = "".join(f"{line}\n" for line in lines).encode()
        with _failing(self._path):
            (self._into or self._counted).write(data)

    def finish(self) -> None:
        """Let the file appear, when all of it is on the disk; raises `CannotWrite`."""
        with _failing(self._path):
            if self._into:
                self._into.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._name.replace(self._path)

    def discard(self) -> None:
        """Leave nothing behind of what is not finished."""
        self._file.close()
        self._name.unlink(missing_ok=True)

    @property
    def size(self) -> int:
        return self._counted.size

    @property
    def sha256(self) -> str:
        return self._counted.hash.hexdigest()


def _refuse(path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise Unanswerable(f"{path} is a folder.")
    if path.exists() and not path.is_file():
        raise Unanswerable(f"{path} is no file: `parley replay --json` prints the same.")
    if path.exists() and not force:
        raise Unanswerable(f"{path} is there already; see --force.")


@contextmanager
def _failing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror}.") from None
