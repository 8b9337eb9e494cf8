"""Who may do what on NATS."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import nats.errors
import pytest
from nats.aio.client import Client
from nats.js.api import KeyValueConfig, RetentionPolicy, StorageType, StreamConfig
from nats.js.client import JetStreamContext

from parley.embedded.nats_access import Access
from parley.embedded.nats_doorkeeper import doorkeeper
from parley.embedded.nats_rights import READERS, inbox_prefix
from projections.bus.stream import STREAM
from tests.conftest import NatsAs
from tests.support.patience import PATIENCE


@pytest.fixture
async def relay(nats_access: Access, nats_as: NatsAs) -> AsyncIterator[JetStreamContext]:
    """Has published three events; readers may ask for consumers."""
    stream = (await nats_as("relay")).jetstream()
    await stream.add_stream(
        StreamConfig(name=STREAM, subjects=["parley.events.>"], retention=RetentionPolicy.LIMITS, deny_delete=True)
    )
    for number in range(3):
        await stream.publish("parley.events.room.message_sent", b"%d" % number)
    async with doorkeeper(nats_access):
        yield stream


@pytest.mark.parametrize("user", READERS)
async def test_readers_read_every_event(relay: JetStreamContext, nats_as: NatsAs, user: str) -> None:
    reader = (await nats_as(user)).jetstream()
    consumer = await reader.pull_subscribe("parley.events.>", durable=f"{user}-1", stream=STREAM)
    messages = await consumer.fetch(3, timeout=PATIENCE)
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


@pytest.mark.parametrize("user", READERS)
async def test_readers_do_not_read_each_others_answers(nats_access: Access, user: str) -> None:
    with pytest.raises(nats.errors.Error, match="permissions violation for subscription"):
        await attempt(nats_access, user, lambda client: client.subscribe("_INBOX.>"))


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
        raise await asyncio.wait_for(errors.get(), timeout=PATIENCE)
    finally:
        await client.close()


async def test_what_is_live_is_kept_in_memory_alone(nats_as: NatsAs) -> None:
    live = (await nats_as("live")).jetstream()
    await live.create_key_value(KeyValueConfig(bucket="online", ttl=60, storage=StorageType.MEMORY))
    with pytest.raises(nats.js.errors.APIError):
        await live.create_key_value(KeyValueConfig(bucket="kept", storage=StorageType.FILE))
