"""Brings a database to the newest shape, all the way or not at all."""

from pathlib import Path

import asyncpg
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

HERE = Path(__file__).parent
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('parley migrations', 0))")


async def upgrade(dsn: str, revision: str = "head") -> None:
    """Run what is missing, in order, in one transaction, as the database's owner.

    Two starters may call this at once: the second waits for the first and then finds nothing to do. Raises what asyncpg
    raises.
    """
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(dsn), poolclass=NullPool
    )
    try:
        async with engine.begin() as connection:
            await connection.execute(ONE_AT_A_TIME)
            await connection.run_sync(_run, revision)
    except DBAPIError as wrapped:
        raise (wrapped.orig and wrapped.orig.__cause__) or wrapped from None
    finally:
        await engine.dispose()


def _run(connection: Connection, revision: str) -> None:
    script = ScriptDirectory(str(HERE), version_locations=[str(HERE / "versions")])

    def missing(current: str, _context: MigrationContext) -> list[RevisionStep]:
        return script._upgrade_revs(revision, current)  # what alembic's own upgrade command does

    with EnvironmentContext(Config(), script, fn=missing) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
