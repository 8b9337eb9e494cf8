"""A database for a command that runs beside the server, or without it: then the embedded Postgres runs meanwhile."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from parley.addresses import NotRunning, postgres_folder
from parley.embedded.postgres import EmbeddedPostgres, address
from parley.lock import Taken, held
from parley.prepare import prepare
from runtime.settings import Settings


@asynccontextmanager
async def with_database(settings: Settings, *, create: bool = True) -> AsyncIterator[Settings]:
    """The settings with the address of a database that is ready for use.

    Raises `StartFailed`, `Unsafe`, and `NotRunning` where there is none yet and none is to be created.
    """
    if settings.database_url:
        yield settings
        return
    if not create and not postgres_folder(settings).exists():
        raise NotRunning(f"Parley has never run on {settings.data_dir}: start it first, or set PARLEY_DATA_DIR.")
    url = address(postgres_folder(settings))
    reached = settings.model_copy(update={"database_url": url, "migration_url": url})
    async with AsyncExitStack() as started:
        try:
            started.enter_context(held(settings.data_dir))
        except Taken:  # whoever runs there has Postgres running
            yield reached
            return
        postgres = EmbeddedPostgres(postgres_folder(settings))
        started.push_async_callback(postgres.stop)
        await postgres.start()
        await prepare(reached)
        yield reached
