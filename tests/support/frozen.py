"""A Postgres that stands still: it answers nobody and nobody is told."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from parley.embedded.postgres import EmbeddedPostgres


@contextmanager
def frozen(postgres: EmbeddedPostgres) -> Iterator[None]:
    """The whole server, its connections and those that would be new; afterwards it goes on."""
    assert postgres.process
    server = psutil.Process(postgres.process.pid)
    os.kill(server.pid, signal.SIGSTOP)  # first: from then on it makes no more of them
    backends = [child.pid for child in server.children(recursive=True)]
    for pid in backends:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in (*backends, server.pid):
            os.kill(pid, signal.SIGCONT)
