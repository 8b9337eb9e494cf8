"""Makes the consumers that readers ask for, after a look at each.

NATS tells no consumer that is pulled from one whose messages the server sends somewhere by itself, with the rights of
the stream's account: to what takes messages from another reader's consumer, or sets it back.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg

from parley.embedded.nats_access import Access
from parley.embedded.nats_rights import API, READERS, WISHES, inbox_prefix
from parley.embedded.nats_wishes import NotGranted, granted, refusal
from projections.bus.stream import STREAM
from runtime import nats as connection

USER = "doorkeeper"
WAITING = 64  # wishes of one reader at a time; what is more is not answered
PATIENCE = 5.0  # seconds


@asynccontextmanager
async def doorkeeper(access: Access) -> AsyncIterator[None]:
    """At work until the caller has finished, however often NATS goes and comes."""
    keeper = Doorkeeper()
    prefix = inbox_prefix(USER)
    client = await connection.connect(
        access.url(USER), name=USER, patience=0, inbox_prefix=prefix, on_connected=keeper.up
    )
    keeper.client.set_result(client)
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(keeper.at_work.wait(), PATIENCE)
        yield
    finally:
        await connection.close(client)


class Doorkeeper:
    """Each reader has a queue of its own, so that none waits for another's wishes."""

    def __init__(self) -> None:
        self.client: asyncio.Future[Client] = asyncio.get_running_loop().create_future()
        self.at_work = asyncio.Event()

    async def up(self) -> None:
        if not self.at_work.is_set():  # the client itself subscribes again after a reconnect
            client = await self.client
            for reader in READERS:
                await client.subscribe(f"{WISHES}.{reader}.>", cb=self._asked, pending_msgs_limit=WAITING)
            await client.flush()
            self.at_work.set()

    async def _asked(self, message: Msg) -> None:
        if message.reply:
            name = message.subject.removeprefix(f"{WISHES}.").split(".")[1]
            await message.respond(await self._made(name, message.data))

    async def _made(self, name: str, wish: bytes) -> bytes:
        """The server's answer, or ours."""
        try:
            asking = granted(name, wish)
            subject = f"{API}.CONSUMER.CREATE.{STREAM}.{name}"
            return (await (await self.client).request(subject, asking, timeout=PATIENCE)).data
        except NotGranted as why:
            return refusal(400, str(why))
        except (nats.errors.Error, TimeoutError):
            return refusal(503, "JetStream does not answer: ask again.")
