"""Who may do what on NATS."""

import asyncio
from collections.abc import Awaitable, Callable

import nats.errors
import pytest
from nats.aio.client import Client
from nats.js.api import ConsumerConfig, KeyValueConfig, RetentionPolicy, StorageType, StreamConfig
from nats.js.client import JetStreamContext

from parley.embedded.nats_access import Access
from parley.embedded.nats_rights import inbox_prefix
from projections.bus.stream import STREAM
from tests.conftest import NatsAs

READERS = ["analytics", "audit", "application"]


@pytest.fixture
async def relay(nats_as: NatsAs) -> JetStreamContext:
    """Has published three events."""
    stream = (await nats_as("relay")).jetstream()
    await stream.add_stream(
        StreamConfig(name=STREAM, subjects=["parley.events.>"], retention=RetentionPolicy.LIMITS, deny_delete=True)
    )
    for number in range(3):
        await stream.publish("parley.events.room.message_sent", b"%d" % number)
    return stream


@pytest.mark.parametrize("user", READERS)
async def test_readers_read_every_event(relay: JetStreamContext, nats_as: NatsAs, user: str) -> None:
    reader = (await nats_as(user)).jetstream()
    consumer = await reader.pull_subscribe("parley.events.>", durable=f"{user}-test", stream=STREAM)
    messages = await consumer.fetch(3, timeout=5)
    for message in messages:
        await message.ack_sync()
    assert [message.data for message in messages] == [b"0", b"1", b"2"]


@pytest.mark.parametrize("user", READERS)
@pytest.mark.parametrize(
    "subject",
    [
        "parley.events.room.message_sent",
        f"$JS.API.STREAM.DELETE.{STREAM}",
        f"$JS.API.STREAM.PURGE.{STREAM}",
        f"$JS.API.STREAM.UPDATE.{STREAM}",
        f"$JS.API.STREAM.MSG.DELETE.{STREAM}",
        "$JS.API.STREAM.CREATE.ANOTHER",
        "_INBOX.somebody.else",
    ],
)
async def test_readers_write_nothing(relay: JetStreamContext, nats_access: Access, user: str, subject: str) -> None:
    with pytest.raises(nats.errors.Error, match="permissions violation for publish"):
        await attempt(nats_access, user, lambda client: client.publish(subject, b"{}"))
    assert (await relay.stream_info(STREAM)).state.messages == 3


@pytest.mark.parametrize("user", ["analytics", "audit"])
async def test_readers_do_not_read_each_others_answers(nats_access: Access, user: str) -> None:
    with pytest.raises(nats.errors.Error, match="permissions violation for subscription"):
        await attempt(nats_access, user, lambda client: client.subscribe("_INBOX.>"))


async def test_a_reader_cannot_have_events_delivered_to_the_streams_own_commands(
    relay: JetStreamContext, nats_as: NatsAs
) -> None:
    reader = (await nats_as("analytics")).jetstream()
    for subject in (f"$JS.API.STREAM.DELETE.{STREAM}", "parley.events.room.message_sent"):
        try:
            await reader.add_consumer(STREAM, ConsumerConfig(name="sly", deliver_subject=subject))
        except nats.js.errors.APIError:
            continue
    assert (await relay.stream_info(STREAM)).state.messages == 3


async def test_what_a_reader_is_answered_cannot_be_sent_into_the_stream(
    relay: JetStreamContext, nats_as: NatsAs
) -> None:
    client = await nats_as("analytics")
    reader = client.jetstream()
    await reader.add_consumer(STREAM, ConsumerConfig(durable_name="sly"))
    asked = f"$JS.API.CONSUMER.MSG.NEXT.{STREAM}.sly"
    for subject, body in (
        (f"$JS.API.STREAM.INFO.{STREAM}", b""),
        (asked, b'{"batch": 1, "no_wait": true}'),
        (asked, b'{"batch": 9, "no_wait": true}'),  # three messages, and then that there are no more
        (f"$JS.ACK.{STREAM}.sly.1.1.1.1.0", b"+ACK"),
    ):
        await client.publish(subject, body, reply="parley.events.room.message_sent")
    await reader.delete_consumer(STREAM, "sly")  # answered later than all the others
    await relay.publish("parley.events.room.message_sent", b"3")
    assert (await relay.stream_info(STREAM)).state.messages == 4


async def test_live_and_events_do_not_meet(relay: JetStreamContext, nats_as: NatsAs) -> None:
    live = await nats_as("live")
    with pytest.raises(nats.js.errors.NotFoundError):
        await live.jetstream().stream_info(STREAM)


@pytest.mark.parametrize("user", READERS)
@pytest.mark.parametrize("subject", ["parley.live.room.>", "parley.events.>", "$JS.API.>"])
async def test_readers_hear_nothing_but_what_they_asked_for(nats_access: Access, user: str, subject: str) -> None:
    with pytest.raises(nats.errors.Error, match="permissions violation for subscription"):
        await attempt(nats_access, user, lambda client: client.subscribe(subject))


async def test_nobody_comes_in_without_a_password(nats_access: Access) -> None:
    with pytest.raises(nats.errors.Error, match="Authorization"):
        await nats.connect(f"nats://127.0.0.1:{nats_access.port}", allow_reconnect=False)


async def attempt(access: Access, user: str, what: Callable[[Client], Awaitable[object]]) -> None:
    """Raise what the server says of it, which comes after the client has gone on."""
    errors: asyncio.Queue[Exception] = asyncio.Queue()
    client = await nats.connect(access.url(user), inbox_prefix=inbox_prefix(user), error_cb=errors.put)
    await what(client)
    await client.flush()
    try:
        raise await asyncio.wait_for(errors.get(), timeout=5)
    finally:
        await client.close()


async def test_what_is_live_is_kept_in_memory_alone(nats_as: NatsAs) -> None:
    live = (await nats_as("live")).jetstream()
    await live.create_key_value(KeyValueConfig(bucket="online", ttl=60, storage=StorageType.MEMORY))
    with pytest.raises(nats.js.errors.APIError):
        await live.create_key_value(KeyValueConfig(bucket="kept", storage=StorageType.FILE))
