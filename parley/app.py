"""The composition root: what the process that serves HTTP is made of."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from litestar import Litestar

from parley.health import live, ready
from runtime import nats, postgres
from runtime.settings import Settings


def make_app(settings: Settings) -> Litestar:
    """Build the application; its connections open when it starts."""

    @asynccontextmanager
    async def connections(app: Litestar) -> AsyncGenerator[None, None]:
        assert settings.database_url
        assert settings.nats_live_url
        app.state.pool = await postgres.open_pool(settings.database_url, application_name="parley api")
        app.state.live = await nats.connect(settings.nats_live_url, name="api", patience=0)
        try:
            yield
        finally:
            await nats.close(app.state.live)
            await app.state.pool.close()

    return Litestar(route_handlers=[live, ready], lifespan=[connections], logging_config=None)
