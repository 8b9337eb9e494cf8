"""A connection to NATS that may come late, go away and come back, and never takes the process with it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import nats.errors
import structlog
from nats.aio.client import Client

log = structlog.get_logger()
_connecting: dict[Client, asyncio.Task[None]] = {}


async def connect(
    url: str,
    *,
    name: str,
    patience: float = 2.0,
    inbox_prefix: str = "_INBOX",
    on_connected: Callable[[], Awaitable[None]] | None = None,
) -> Client:
    """Start connecting and wait at most `patience` seconds for it; the client keeps trying for ever after.

    `on_connected` is awaited after the first connection and after every later one: subscribe there, or once
    `client.is_connected`, because what is subscribed before the first connection may be forgotten.
    """
    client = _Client()
    trouble: set[str] = set()

    async def up() -> None:
        trouble.clear()
        log.info("nats_connected", client=name)
        if on_connected:
            await on_connected()

    async def down() -> None:
        if not client.is_closed:
            log.warning("nats_disconnected", client=name)

    async def failed(error: Exception) -> None:
        said = f"{type(error).__name__}: {error}"
        if said not in trouble:  # a server that is away for an hour is news once, not every second
            trouble.add(said)
            log.warning("nats_trouble", client=name, error=said)

    async def first() -> None:
        await client.connect(
            url,
            name=name,
            inbox_prefix=inbox_prefix,
            error_cb=failed,
            disconnected_cb=down,
            reconnected_cb=up,
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            ping_interval=20,
        )
        await up()

    task = _connecting[client] = asyncio.create_task(first(), name=f"nats {name}")
    task.add_done_callback(lambda _: _connecting.pop(client, None))
    await asyncio.wait({task}, timeout=patience)
    if task.done():
        task.result()  # a malformed address is the operator's to mend, not ours to retry
    return client


async def close(client: Client) -> None:
    """Stop trying, and close what is open."""
    task = _connecting.pop(client, None)
    if task:
        task.cancel()
        await asyncio.wait({task})
    with contextlib.suppress(nats.errors.Error, OSError):  # the server may go while we do
        if client.is_connected:
            await client.flush(timeout=1)
    with contextlib.suppress(OSError):
        await client.close()


class _Client(Client):
    """Reads on where an answer comes that nobody waits for any more, which ends nats-py's own reading for a minute."""

    async def _process_pong(self) -> None:
        if self._pongs and self._pongs[0].done():
            self._pongs[0] = asyncio.get_running_loop().create_future()
        await super()._process_pong()
