"""Connections to Postgres, how one tells that it is away, the refusal of one that forgets what it confirmed."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from runtime.impatient import ImpatientConnection, ImpatientPool
from runtime.unsafe import Unsafe

if TYPE_CHECKING:  # asyncpg's classes are generic in their stubs only
    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]
    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]
else:
    Connection = asyncpg.Connection | PoolConnectionProxy
    Pool = asyncpg.Pool

CONNECT_WITHIN = 5.0  # seconds
ANSWER_WITHIN = 60.0  # seconds for one question of an operator's or of a projection's; where people wait it is less
APPLICATION_ROLE = "parley_app"  # may read, and append through one function; made by the first migration
DURABILITY = """
    SELECT name FROM pg_settings
    WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name
"""
# For tables of handlers; `is_away` has the last word.
AWAY = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection that died between two words of its protocol
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
)


class UnsafeSettings(Unsafe):
    """Postgres runs with a setting that loses confirmed words in a crash."""


async def open_pool(
    dsn: str,
    *,
    max_size: int = 8,
    role: str | None = APPLICATION_ROLE,
    application_name: str = "parley",
    init: Callable[[Connection], Coroutine[Any, Any, None]] | None = None,
    settings: dict[str, str] | None = None,
    free_within: float | None = None,
    answer_within: float = ANSWER_WITHIN,
) -> Pool:
    """Connect as `role`; `init` sees every new connection, `settings` are its Postgres settings.

    Whoever gets no connection `free_within` seconds, or no answer `answer_within` seconds, gets a `TimeoutError`.
    Raises `UnsafeSettings`, or what asyncpg raises where Postgres cannot be reached.
    """
    server_settings = {"application_name": application_name} | ({"role": role} if role else {}) | (settings or {})
    pool = ImpatientPool(
        dsn,
        init_size=1,
        min_size=0,  # asyncpg would go on trying to have as many, and complain of what it cannot reach
        max_size=max_size,
        max_queries=50_000,
        max_inactive_connection_lifetime=300.0,
        init=init,
        loop=None,
        connection_class=ImpatientConnection,
        record_class=asyncpg.Record,
        server_settings=server_settings,
        timeout=CONNECT_WITHIN,
        command_timeout=answer_within,
    )
    pool.free_within = free_within
    await pool
    try:
        async with pool.acquire() as connection:
            await refuse_unsafe(connection)
    except BaseException:
        await pool.close()
        raise
    return pool


async def connect(
    dsn: str, *, application_name: str = "parley", settings: dict[str, str] | None = None
) -> "asyncpg.Connection[asyncpg.Record]":
    """One connection of its own, for locks, listening and the appender; the application's role, as in the pool."""
    server_settings = {"application_name": application_name, "role": APPLICATION_ROLE} | (settings or {})
    return await asyncpg.connect(dsn, server_settings=server_settings, timeout=CONNECT_WITHIN)


async def refuse_unsafe(connection: Connection) -> None:
    """Raise `UnsafeSettings` where this connection's Postgres confirms what is not on its disk."""
    off = [row["name"] for row in await connection.fetch(DURABILITY)]
    if off:
        raise UnsafeSettings(
            f"Postgres runs with {', '.join(off)} switched off: a crash would lose words that were confirmed. "
            "Switch it on, for the whole server and for Parley's database and role."
        )


def is_away(error: BaseException) -> bool:
    """True where Postgres is away, full or has sent us off, so that the same may be asked again later.

    A value or an address that makes no sense is our own fault, though asyncpg has interface errors for that too.
    """
    senseless = isinstance(error, asyncpg.InterfaceError) and isinstance(error, ValueError)
    return isinstance(error, AWAY) and not senseless
