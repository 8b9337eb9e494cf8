"""Whether this process lives, and whether it can do its work."""

import asyncpg
import msgspec
from litestar import Response, get
from litestar.datastructures import State
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE


class Health(msgspec.Struct, frozen=True):
    """The state of each part that an answer may need; without NATS the log's head is read instead."""

    ready: bool
    postgres: bool
    nats: bool


@get("/health/live", sync_to_thread=False)
def live() -> None:
    """The process runs."""


@get("/health/ready")
async def ready(state: State) -> Response[Health]:
    """The process can accept commands and answer queries."""
    try:
        postgres = await state.pool.fetchval("SELECT true", timeout=2)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
        postgres = False
    health = Health(ready=postgres, postgres=postgres, nats=state.live.is_connected)
    return Response(health, status_code=HTTP_200_OK if health.ready else HTTP_503_SERVICE_UNAVAILABLE)
