"""Whether this process lives, whether it can do its work, and how it is doing."""

from typing import Any

import asyncpg
import msgspec
from litestar import MediaType, Response, get
from litestar.datastructures import State
from litestar.plugins.prometheus import PrometheusController
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE

from parley.parts import Parts


class Health(msgspec.Struct, frozen=True):
    """The state of each part that an answer may need; without NATS the log's head is read instead."""

    ready: bool
    postgres: bool
    ended_sessions: bool
    nats: bool


class Metrics(PrometheusController):
    """How this process is doing, for Prometheus."""

    path = "/metrics"
    openmetrics_format = True


@get("/health/live", media_type=MediaType.TEXT, security=[{}], tags=["health"], sync_to_thread=False)
def live() -> str:
    """The process runs."""
    return "ok"


@get("/health/ready", security=[{}], tags=["health"])
async def ready(state: State) -> Response[Health]:
    """The process can accept commands and answer queries."""
    parts: Parts = state.parts
    try:
        postgres: Any = await parts.pool.fetchval("SELECT true", timeout=2)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
        postgres = False
    health = Health(
        ready=postgres and parts.ended.ready,
        postgres=postgres,
        ended_sessions=parts.ended.ready,
        nats=parts.gateway.broker.carrying,
    )
    return Response(health, status_code=HTTP_200_OK if health.ready else HTTP_503_SERVICE_UNAVAILABLE)
