"""Single roles of Parley, each a process of its own, on a Postgres and a NATS that run already."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

import httpx
from msgspec import Struct

from runtime.new_secrets import load_or_create
from tests.support.parley_process import ParleyProcess, free_port

Process: TypeAlias = "subprocess.Popen[bytes]"


class Api(Struct, frozen=True):
    """One api process and where it serves."""

    process: Process
    url: str


@contextmanager
def roles(folder: Path, apis: int, **addresses: str) -> Iterator[list[Api]]:
    """So many api processes, ready, each at a port of its own, and one of the projections; killed afterwards."""
    load_or_create(folder / "secrets", log_has_events=False)
    environment = ParleyProcess(folder, PARLEY_RATE_SENDS="off", **addresses).environment
    with ExitStack() as running:
        running.enter_context(role("projections", environment))
        started = []
        for port in [free_port() for _ in range(apis)]:
            process = running.enter_context(role("api", environment | {"PARLEY_PORT": str(port)}))
            started.append(Api(process, f"http://127.0.0.1:{port}"))
        for api in started:
            _until_ready(api)
        yield started


@contextmanager
def role(name: str, environment: Mapping[str, str]) -> Iterator[Process]:
    """One process until the end of the block."""
    command = [sys.executable, "-m", "parley", "role", name]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _until_ready(api: Api, seconds: float = 60) -> None:
    """Wait until it answers and NATS carries its live stream."""
    until = time.monotonic() + seconds
    while True:
        assert api.process.poll() is None
        assert time.monotonic() < until
        with suppress(httpx.TransportError):
            answer = httpx.get(f"{api.url}/health/ready")
            if answer.is_success and answer.json()["nats"]:
                return
        time.sleep(0.05)
