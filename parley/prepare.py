"""What has to be right before anything is served: the database's shape and safety, and the keys."""

import asyncpg

from migrations.upgrade import upgrade
from parley.terminal.explained import reaching_postgres
from runtime.new_secrets import load_or_create
from runtime.postgres import refuse_unsafe
from runtime.settings import Settings


async def prepare(settings: Settings) -> None:
    """Bring the database up to date, and see that the keys belong to its log; raises `StartFailed` and `Unsafe`."""
    assert settings.migration_url
    with reaching_postgres():
        await upgrade(settings.migration_url)
        log_has_events = await _safe(settings.migration_url)
    load_or_create(settings.secrets_folder, log_has_events=log_has_events)


async def _safe(url: str) -> bool:
    """Whether the log has events; raises `Unsafe`."""
    connection = await asyncpg.connect(url)
    try:
        await refuse_unsafe(connection)
        return bool(await connection.fetchval("SELECT EXISTS (SELECT FROM events)"))
    finally:
        await connection.close()
