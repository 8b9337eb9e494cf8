"""Connections that keep nobody waiting for a Postgres that stands still: asyncpg alone waits for each of them twice."""

import asyncio
from typing import TYPE_CHECKING, TypeAlias

import asyncpg
from asyncpg.pool import PoolAcquireContext

if TYPE_CHECKING:  # asyncpg's classes are generic in their stubs only
    OneConnection: TypeAlias = asyncpg.Connection[asyncpg.Record]
    SomeConnections: TypeAlias = asyncpg.Pool[asyncpg.Record]
    Acquiring: TypeAlias = PoolAcquireContext[asyncpg.Record]
else:
    OneConnection, SomeConnections, Acquiring = asyncpg.Connection, asyncpg.Pool, PoolAcquireContext

STOPS_WITHIN = 0.5  # seconds for a server to confirm that it has stopped what nobody waits for any more


class ImpatientConnection(OneConnection):
    """Ended where the server does not stop a call that took too long: whoever gives it back need not wait for that."""

    __slots__ = ()

    async def _cancel(
        self, waiter: "asyncio.Future[None]", cancel_waiter: "asyncio.Future[None] | None" = None
    ) -> None:
        ending = asyncio.get_running_loop().call_later(STOPS_WITHIN, self.terminate)
        try:
            await super()._cancel(waiter, cancel_waiter)  # type: ignore[misc]
        finally:
            ending.cancel()


class ImpatientPool(SomeConnections):
    """Gives a connection within `free_within` seconds, and takes it back within as many; else raises `TimeoutError`."""

    __slots__ = ("free_within",)

    free_within: float | None

    def acquire(self, *, timeout: float | None = None) -> Acquiring:
        return super().acquire(timeout=self.free_within if timeout is None else timeout)
