"""Reading the stream from its beginning, page by page."""

import asyncio
from collections.abc import AsyncGenerator
from secrets import token_hex

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from projections.bus.stream import STREAM

PAGE = 1000
PATIENCE = 5.0  # seconds without a page, after which there is none
LOOKING_ONLY = ConsumerConfig(
    deliver_policy=DeliverPolicy.ALL, ack_policy=AckPolicy.NONE, mem_storage=True, inactive_threshold=60
)


async def pages(client: Client, last: int) -> AsyncGenerator[list[Msg], None]:
    """All messages up to a sequence, in order; ends early where the server has no more."""
    js = client.jetstream()
    consumer = f"reading-{token_hex(8)}"
    await js.add_consumer(STREAM, LOOKING_ONLY.evolve(name=consumer))
    inbox, arrived = client.new_inbox(), asyncio.Queue[Msg]()
    subscription = await client.subscribe(inbox, cb=arrived.put)  # its own `next_msg` costs more than all the rest
    try:
        read = 0
        while read < last:
            wanted = min(PAGE, last - read)
            asking = msgspec.json.encode({"batch": wanted, "no_wait": True})
            await client.publish(f"$JS.API.CONSUMER.MSG.NEXT.{STREAM}.{consumer}", asking, reply=inbox)
            page = await _page(arrived, wanted)
            if not page:
                return
            yield page
            read += len(page)
    finally:
        await subscription.unsubscribe()
        await js.delete_consumer(STREAM, consumer)


async def _page(arrived: "asyncio.Queue[Msg]", wanted: int) -> list[Msg]:
    """As many as are wanted, or fewer where the server says that there are no more, or says nothing."""
    page: list[Msg] = []
    try:
        async with asyncio.timeout(PATIENCE):
            while len(page) < wanted:
                message = await arrived.get()
                if "$JS.ACK." not in message.reply:  # a status: none left, or the consumer is gone
                    break
                page.append(message)
    except TimeoutError:
        pass
    return page
