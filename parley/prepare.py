"""What has to be right before anything is served: the database's shape and safety, and the keys."""

import asyncpg

from migrations.upgrade import upgrade
from runtime.new_secrets import load_or_create
from runtime.postgres import refuse_unsafe
from runtime.settings import Settings


async def prepare(settings: Settings) -> None:
    """Bring the database up to date, and see that the keys belong to its log."""
    assert settings.migration_url
    await upgrade(settings.migration_url)
    connection = await asyncpg.connect(settings.migration_url)
    try:
        await refuse_unsafe(connection)
        log_has_events = await connection.fetchval("SELECT EXISTS (SELECT FROM events)")
    finally:
        await connection.close()
    load_or_create(settings.secrets_folder, log_has_events=log_has_events)
