"""One Parley to a data folder: a lock that the kernel gives back however its holder ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime.folders import private
from runtime.unsafe import Unsafe


class Taken(Exception):
    """Another Parley already runs on this data folder."""

    EXIT_CODE = 75  # EX_TEMPFAIL of sysexits.h: try again when the other one has ended


@contextmanager
def held(data_dir: Path) -> Iterator[None]:
    """Hold the folder for ourselves; raises `Taken` at once where somebody has it, and `Unsafe` where none can be."""
    try:
        handle = os.open(private(data_dir) / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Unsafe(f"PARLEY_DATA_DIR: {data_dir} is no folder that can be written to ({error.strerror}).") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 20, 0).decode().strip() or "unknown"
            raise Taken(f"Parley already runs on {data_dir} (process {holder}).") from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, b"%d\n" % os.getpid(), 0)
        yield
    finally:
        os.close(handle)
