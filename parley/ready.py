"""Says that Parley is ready, and where, once it answers so itself."""

import asyncio
import contextlib
import socket

from parley.start_failed import StartFailed
from parley.terminal.output import CannotWrite, NobodyReads
from runtime.settings import Settings

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104


def refuse_taken_port(settings: Settings) -> None:
    """Raise `StartFailed` before anything starts, where somebody else answers at our address."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise StartFailed(
                f"Parley cannot serve on {settings.host} port {settings.port} ({error.strerror}): "
                "set PARLEY_HOST and PARLEY_PORT to a free address of this machine."
            ) from error


async def announce(settings: Settings) -> None:
    """Print the address as soon as `/health/ready` says yes."""
    host = EVERYWHERE.get(settings.host, settings.host)
    while not await _is_ready(host, settings.port):
        await asyncio.sleep(0.05)
    shown = f"[{host}]" if ":" in host else host
    with contextlib.suppress(CannotWrite, NobodyReads):  # it serves, whether or not anybody is told
        print(f"Parley is ready: {settings.public_url or f'http://{shown}:{settings.port}'}", flush=True)


async def _is_ready(host: str, port: int) -> bool:
    with contextlib.suppress(OSError, asyncio.TimeoutError):
        async with asyncio.timeout(5):
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            status = await reader.readline()
            writer.close()
            return b" 200 " in status
    return False
