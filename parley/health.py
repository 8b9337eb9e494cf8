"""Whether this process lives, whether it can do its work, and how it is doing."""

from typing import Annotated

import msgspec
from litestar import MediaType, Response, get
from litestar.datastructures import State
from litestar.openapi.datastructures import ResponseSpec
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from events.fields import says
from parley.metrics import of_the_commands, of_the_live_side, of_the_log
from parley.parts import Parts
from projections.status import Status
from query.live.census import census


class Health(msgspec.Struct, frozen=True):
    """The state of each part; without NATS the log's head is read instead, and projections run in processes of theirs.

    `projections` has each one's lag in events and how many keys it has parked, or its trouble where it has stopped.
    """

    ready: Annotated[bool, says("Whether commands are accepted and queries answered.", True)]
    postgres: Annotated[bool, says("Whether the database answers.", True)]
    ended_sessions: Annotated[bool, says("Whether it is known which sessions have ended.", True)]
    nats: Annotated[bool, says("Whether the live stream is carried by NATS.", True)]
    projections: Annotated[dict[str, str], says("Each one's lag in events, or its trouble.", {"core": "0 behind"})]


METRICS = "# TYPE parley_requests_total counter\nparley_requests_total 42.0\n"
NOT_READY = ResponseSpec(Health, description="Not now: a load balancer sends nobody here.", generate_examples=False)


@get(
    "/metrics",
    summary="Metrics",
    security=[{}],
    tags=["health"],
    media_type=MediaType.TEXT,
    response_description="Every metric of this process, then those of the log and of all projections.",
)
async def metrics(state: State) -> Response[Annotated[str, says("The text format of Prometheus.", METRICS)]]:
    """How this process is doing, and how the log and all projections stand, in the text format of Prometheus."""
    parts: Parts = state.parts
    own = of_the_commands(parts.writer.conflicts) + of_the_live_side(census(parts.gateway), parts.rates, parts.searches)
    found = generate_latest() + own + of_the_log(await parts.standing.now())
    return Response(found.decode(), headers={"content-type": CONTENT_TYPE_LATEST})  # it names its charset itself


@get(
    "/health/live",
    summary="Alive?",
    media_type=MediaType.TEXT,
    security=[{}],
    tags=["health"],
    response_description="It does.",
    sync_to_thread=False,
)
def live() -> Annotated[str, says("Always the same.", "ok")]:
    """The process runs."""
    return "ok"


@get(
    "/health/ready",
    summary="Ready?",
    security=[{}],
    tags=["health"],
    response_description="It can.",
    responses={HTTP_503_SERVICE_UNAVAILABLE: NOT_READY},
)
async def ready(state: State) -> Response[Health]:
    """The process can accept commands and answer queries."""
    parts: Parts = state.parts
    standing = await parts.standing.now()
    health = Health(
        ready=standing is not None and parts.ended.ready,
        postgres=standing is not None,
        ended_sessions=parts.ended.ready,
        nats=parts.gateway.broker.carrying,
        projections={one.name: _says(one) for one in standing.projections} if standing else {},
    )
    return Response(health, status_code=HTTP_200_OK if health.ready else HTTP_503_SERVICE_UNAVAILABLE)


def _says(one: Status) -> str:
    return one.trouble or f"{one.lag} behind" + (f", {one.parked} parked" if one.parked else "")
