"""What the log is read through: a connection, one inside a transaction, or a pool."""

from collections.abc import Sequence
from typing import Any, Protocol


class Db(Protocol):
    """The part of asyncpg's connections and pools that reading needs."""

    async def fetch(self, query: str, *args: object) -> Sequence[Any]: ...

    async def fetchrow(self, query: str, *args: object) -> Any: ...

    async def fetchval(self, query: str, *args: object) -> Any: ...
