"""Takes from the tests' NATS what a test left on it."""

import nats
from nats.js.errors import NotFoundError

from parley.embedded.nats_access import Access


async def forget_streams(access: Access) -> None:
    """Delete every stream of both accounts, so that the next test starts with none."""
    for user in ("relay", "live"):
        client = await nats.connect(access.url(user))
        for stream in await client.jetstream().streams_info():
            try:
                await client.jetstream().delete_stream(stream.config.name or "")
            except NotFoundError:
                continue
        await client.close()
