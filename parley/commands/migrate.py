"""`parley migrate`: brings a database of the operator's up to date."""

import asyncio

from migrations.upgrade import upgrade
from parley.addresses import NotRunning
from parley.terminal.explained import explained
from runtime.settings import Settings


def migrate() -> None:
    """Bring the database of PARLEY_MIGRATION_URL or PARLEY_DATABASE_URL up to date."""
    settings = Settings()
    url = settings.migration_url or settings.database_url
    if not url:
        raise NotRunning("`parley serve` migrates its own Postgres; for another one set PARLEY_DATABASE_URL.")
    with explained():
        asyncio.run(upgrade(url))
    print("The database is up to date.")
