"""Bringing a database to the newest shape."""

import asyncio

import asyncpg

from migrations.upgrade import upgrade
from parley.embedded.postgres import EmbeddedPostgres
from tests.support.databases import database


async def test_many_starters_at_once_migrate_once(shared_postgres: EmbeddedPostgres) -> None:
    async with database(shared_postgres.folder, template="template1") as url:
        await asyncio.gather(*(upgrade(url) for _ in range(4)))
        connection = await asyncpg.connect(url)
        assert await connection.fetchval("SELECT count(*) FROM alembic_version") == 1
        await connection.close()


async def test_a_migrated_database_is_left_alone(database_url: str) -> None:
    await upgrade(database_url)
