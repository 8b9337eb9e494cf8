"""The stream is a copy of the log: a sequence is a position, whatever dies in between."""

import asyncio
from uuid import uuid4

from msgspec import structs
from nats.aio.client import Client

from events.leaf import leaf_hash
from events.log import read
from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import Access, read_access
from projections.bus.message import event_of
from projections.bus.publish import publish
from projections.bus.stream import STREAM
from projections.bus.verify import verify_bus
from projections.engine.health import State
from tests.conftest import NatsAs
from tests.projections.everything import everything_running
from tests.projections.talk import Talk, eventually
from tests.support.logs import OpenLog


async def epoch_of(kept: OpenLog) -> str:
    return (await kept.log.head()).epoch


async def test_a_sequence_is_a_position(kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs) -> None:
    head = await Talk(kept, 1).go_on(60)
    async with everything_running(kept, database_url, nats_access.url) as health:
        await eventually(lambda: health.relay.position == head)
    js = (await nats_as("relay")).jetstream()
    for stored in await read.after(kept.pool, 0, 1000):
        message = await js.get_msg(STREAM, stored.position)
        assert message.subject == f"parley.events.{stored.category}.{stored.type}"
        assert (message.data or b"").decode() == stored.data
        copied = event_of(message.subject, message.headers or {}, message.data or b"")
        assert copied == stored
        assert leaf_hash(copied) == stored.leaf_hash
    config = (await js.stream_info(STREAM)).config
    assert config.deny_delete
    assert config.deny_purge
    assert config.allow_atomic


async def test_a_long_log_with_long_words_goes_over_whole(
    kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs
) -> None:
    room = await kept.room(ann := uuid4())
    await asyncio.gather(*(kept.say(room, ann, "x" * (150_000 if n % 100 == 0 else 9)) for n in range(2200)))
    async with everything_running(kept, database_url, nats_access.url) as health:
        await eventually(lambda: health.relay.position == 2202)
    assert (await verify_bus(kept.pool, await nats_as("relay"), await epoch_of(kept))).equal


async def test_it_goes_on_where_it_was(kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs) -> None:
    talk = Talk(kept, 2)
    for _ in range(4):
        head = await talk.go_on(20)
        async with everything_running(kept, database_url, nats_access.url) as health:
            await eventually(lambda head=head: health.relay.position >= head)  # type: ignore[misc]
            head = await talk.go_on(5)
    async with everything_running(kept, database_url, nats_access.url):
        verified = await verify_bus(kept.pool, await nats_as("relay"), await epoch_of(kept))
    assert verified.equal, verified
    assert verified.head == head


async def test_the_bus_is_away_and_comes_back(kept: OpenLog, database_url: str, own_nats: EmbeddedNats) -> None:
    access = read_access(own_nats.folder)
    assert access
    talk = Talk(kept, 3)
    async with everything_running(kept, database_url, access.url) as health:
        head = await talk.go_on(10)
        await eventually(lambda: health.relay.position == head)
        for stop in (own_nats.stop, own_nats.stop):
            await stop()
            head = await talk.go_on(10)
            await eventually(lambda head=head: health.core.position == head)  # type: ignore[misc]
            assert health.relay.position < head
            await own_nats.start()
            await eventually(lambda head=head: health.relay.position == head)  # type: ignore[misc]
        assert own_nats.process
        own_nats.process.kill()
        head = await talk.go_on(10)
        await own_nats.start()
        await eventually(lambda: health.relay.position == head)
        assert health.healthy
        client = Client()
        await client.connect(access.url("relay"))
        verified = await verify_bus(kept.pool, client, await epoch_of(kept))
        await client.close()
    assert verified.equal, verified


async def test_nobody_sends_while_the_bus_is_not_there_yet(
    kept: OpenLog, database_url: str, own_nats: EmbeddedNats
) -> None:
    access = read_access(own_nats.folder)
    assert access
    await own_nats.stop()
    async with everything_running(kept, database_url, access.url) as health:
        head = await Talk(kept, 4).go_on(10)
        await eventually(lambda: health.core.position == head)
        assert health.relay.state is State.WAITING
        await own_nats.start()
        await eventually(lambda: health.relay.position == head)


async def test_a_stray_message_stops_the_relay_and_is_found(
    kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs
) -> None:
    talk = Talk(kept, 5)
    client = await nats_as("relay")
    async with everything_running(kept, database_url, nats_access.url) as health:
        head = await talk.go_on(10)
        await eventually(lambda: health.relay.position == head)
        await client.jetstream().publish("parley.events.room.message_sent", b"{}")
        await talk.go_on(1)
        await eventually(lambda: health.relay.state is State.STOPPED)
        assert not health.healthy
        assert health.core.state is State.RUNNING
    verified = await verify_bus(kept.pool, client, await epoch_of(kept))
    assert verified.difference
    assert verified.difference.position == head + 1


async def test_a_stream_ahead_of_the_log_stops_the_relay(
    kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs
) -> None:
    head = await Talk(kept, 6).go_on(5)
    async with everything_running(kept, database_url, nats_access.url) as health:
        await eventually(lambda: health.relay.position == head)
    await (await nats_as("relay")).jetstream().publish("parley.events.room.message_sent", b"{}")
    async with everything_running(kept, database_url, nats_access.url) as health:
        await eventually(lambda: health.relay.state is State.STOPPED)
        assert "beyond the end of the log" in (health.relay.trouble or "")


async def test_another_epoch_stops_the_relay(kept: OpenLog, database_url: str, nats_access: Access) -> None:
    head = await Talk(kept, 7).go_on(5)
    async with everything_running(kept, database_url, nats_access.url) as health:
        await eventually(lambda: health.relay.position == head)
    async with everything_running(kept, database_url, nats_access.url, epoch="restored0000") as health:
        await eventually(lambda: health.relay.state is State.STOPPED)
        assert "epoch" in (health.relay.trouble or "")


async def test_one_changed_word_on_the_bus_is_named(
    kept: OpenLog, database_url: str, nats_access: Access, nats_as: NatsAs
) -> None:
    room = await kept.room(ann := uuid4())
    for number in range(30):
        await kept.say(room, ann, f"number {number}")
    client, epoch = await nats_as("relay"), await epoch_of(kept)
    async with everything_running(kept, database_url, nats_access.url) as health:
        await eventually(lambda: health.relay.position == 32)
    config = (await client.jetstream().stream_info(STREAM)).config
    await client.jetstream().delete_stream(STREAM)
    await client.jetstream().add_stream(config.evolve(first_seq=None))
    events = await read.after(kept.pool, 0, 100)
    forged = [structs.replace(event, data="{}") if event.position == 20 else event for event in events]
    await publish(client, forged, epoch)
    verified = await verify_bus(kept.pool, client, epoch)
    assert verified.difference
    assert (verified.difference.position, verified.difference.what) == (20, "data")
