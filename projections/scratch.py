"""The core projections' tables once more, empty, for whoever applies events beside the live ones."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from projections.core import TABLES
from projections.engine.ownership import Connect
from projections.engine.session import SESSION
from runtime.postgres import Connection

# An unqualified name finds the temporary table first, so that the projections' own SQL writes into it and reads it.
BESIDE = "create temp table {table} (like public.{table} including all)"
SCHEMA = "pg_temp"


@asynccontextmanager
async def scratch_tables(connect: Connect) -> AsyncIterator[Connection]:
    """A connection of its own, with which the tables are gone."""
    db = await connect()
    try:
        await db.execute(SESSION)
        await db.execute("set temp_buffers = '64MB'")
        for table in TABLES:
            await db.execute(BESIDE.format(table=table))
        yield db
    finally:
        db.terminate()
