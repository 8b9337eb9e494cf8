"""The role `api`: commands, queries and the live stream over HTTP."""

import uvicorn

from parley.app import make_app
from parley.cut_short import repeatable
from query.live.protocol import LiveProtocol
from runtime.settings import Settings


async def main(settings: Settings) -> None:
    """Serve until told to stop."""
    config = uvicorn.Config(
        repeatable(make_app(settings)),
        host=settings.host,
        port=settings.port,
        http="httptools",
        ws=LiveProtocol,
        lifespan="on",
        log_config=None,  # ours is in place
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    await uvicorn.Server(config).serve()
