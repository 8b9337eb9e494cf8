"""Whether this process lives, whether it can do its work, and how it is doing."""

import asyncio

import asyncpg
import msgspec
from litestar import MediaType, Response, get
from litestar.datastructures import State
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from parley.parts import Parts
from projections.status import status
from runtime.postgres import AWAY


class Health(msgspec.Struct, frozen=True):
    """The state of each part; without NATS the log's head is read instead, and projections run in processes of theirs.

    `projections` has each one's lag in events, and its trouble where it has stopped.
    """

    ready: bool
    postgres: bool
    ended_sessions: bool
    nats: bool
    projections: dict[str, str]


@get("/metrics", summary="Metrics", security=[{}], tags=["health"], sync_to_thread=False)
def metrics() -> Response[bytes]:
    """How this process is doing, in the text format of Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@get("/health/live", media_type=MediaType.TEXT, security=[{}], tags=["health"], sync_to_thread=False)
def live() -> str:
    """The process runs."""
    return "ok"


@get("/health/ready", security=[{}], tags=["health"])
async def ready(state: State) -> Response[Health]:
    """The process can accept commands and answer queries."""
    parts: Parts = state.parts
    projections: dict[str, str] = {}
    try:
        async with asyncio.timeout(2):
            projections = {one.name: one.trouble or f"{one.lag} behind" for one in await status(parts.pool)}
        postgres = True
    except (*AWAY, asyncpg.PostgresError):  # whatever else it answers instead: it cannot be worked with
        postgres = False
    health = Health(
        ready=postgres and parts.ended.ready,
        postgres=postgres,
        ended_sessions=parts.ended.ready,
        nats=parts.gateway.broker.carrying,
        projections=projections,
    )
    return Response(health, status_code=HTTP_200_OK if health.ready else HTTP_503_SERVICE_UNAVAILABLE)
