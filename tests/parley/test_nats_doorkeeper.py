"""The doorkeeper of the bus, over restarts and upgrades."""

import asyncio
import contextlib

import msgspec
import nats
from nats.js.api import ConsumerConfig, StreamConfig
from nats.js.errors import ServiceUnavailableError

from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import Access, read_access
from parley.embedded.nats_doorkeeper import doorkeeper
from parley.embedded.nats_rights import inbox_prefix
from projections.bus.stream import STREAM
from runtime.folders import write_private
from tests.support.patience import PATIENCE

EVENT = "parley.events.room.message_sent"


async def test_a_folder_from_before_the_doorkeeper_goes_on_with_what_it_has(own_nats: EmbeddedNats) -> None:
    known = read_access(own_nats.folder)
    assert known
    relay = await nats.connect(known.url("relay"))
    await relay.jetstream().add_stream(StreamConfig(name=STREAM, subjects=["parley.events.>"]))
    await relay.jetstream().publish(EVENT, b"0")
    await relay.jetstream().add_consumer(STREAM, ConsumerConfig(durable_name="called-otherwise"))
    await relay.close()
    await own_nats.stop()
    assert (own_nats.folder / "store" / "jetstream" / "EVENTS" / "streams" / STREAM).is_dir()
    users = ("relay", "analytics", "audit", "live", "operator")
    before = Access(known.port, {user: known.passwords[user] for user in users} | {"application": "secret"})
    write_private(own_nats.folder / "access.json", msgspec.json.encode(before))

    async with doorkeeper(await own_nats.start()):
        reader = await nats.connect(before.url("audit"), inbox_prefix=inbox_prefix("audit"))
        consumer = await reader.jetstream().pull_subscribe("parley.events.>", durable="audit-1", stream=STREAM)
        assert [message.data for message in await consumer.fetch(1, timeout=PATIENCE)] == [b"0"]
        await reader.close()


async def test_the_doorkeeper_outlives_the_server(own_nats: EmbeddedNats) -> None:
    access = read_access(own_nats.folder)
    assert access
    async with doorkeeper(access):
        await own_nats.stop()
        await own_nats.start()
        relay = await nats.connect(access.url("relay"))
        await relay.jetstream().add_stream(StreamConfig(name=STREAM, subjects=["parley.events.>"]))
        reader = await nats.connect(access.url("audit"), inbox_prefix=inbox_prefix("audit"))
        async with asyncio.timeout(PATIENCE):
            while True:
                with contextlib.suppress(ServiceUnavailableError):  # it is not back yet
                    made = await reader.jetstream().add_consumer(STREAM, ConsumerConfig(name="audit-1"))
                    break
                await asyncio.sleep(0.05)
        assert made.name == "audit-1"
        await reader.close()
        await relay.close()
