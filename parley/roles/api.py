"""The role `api`: commands, queries and the live stream over HTTP."""

from functools import partial

import uvicorn

from parley.app import make_app
from parley.bounded_http import Bounds, bounded
from parley.cut_short import repeatable
from parley.draining import Draining
from parley.heads import heads_as_gets
from parley.listening import shared
from parley.one_epoch import one_epoch
from query.live.protocol import LiveProtocol
from runtime.settings import Settings

KEEP_ALIVE = 75  # seconds: longer than proxies keep theirs, so that it is they who end a connection nobody uses


async def main(settings: Settings) -> None:
    """Serve until told to stop, or until the log's epoch is over."""
    assert settings.database_url
    app = make_app(settings)
    config = uvicorn.Config(
        heads_as_gets(repeatable(app)),
        host=settings.host,
        port=settings.port,
        http=bounded(Bounds()),  # type: ignore[arg-type]
        ws=LiveProtocol,
        ws_per_message_deflate=settings.live_compression,
        lifespan="on",
        log_config=None,  # ours is in place
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=5,
    )
    server = Draining(config, lambda: app.state.parts.gateway.drain())
    async with one_epoch(settings.database_url, partial(setattr, server, "should_exit", True)):
        await server.serve(shared(settings))
