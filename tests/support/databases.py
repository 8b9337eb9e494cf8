"""A database for every test: a copy of one that was migrated once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import asyncpg

from migrations.upgrade import upgrade
from parley.embedded.postgres import address

TEMPLATE = "migrated"
_numbers = count(1)


async def make_template(postgres: Path) -> None:
    """Migrate the database that all tests' are copied from."""
    await _run(postgres, f"CREATE DATABASE {TEMPLATE}")
    await upgrade(address(postgres, TEMPLATE))


@asynccontextmanager
async def database(postgres: Path, template: str = TEMPLATE) -> AsyncIterator[str]:
    """The address of a fresh copy, dropped afterwards with whoever still uses it."""
    name = f"test_{next(_numbers)}"
    await _run(postgres, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    try:
        yield address(postgres, name)
    finally:
        await _run(postgres, f"DROP DATABASE {name} WITH (FORCE)")


async def _run(postgres: Path, statement: str) -> None:
    connection = await asyncpg.connect(address(postgres, "postgres"))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
