"""A connection to a NATS that comes late and goes away."""

import asyncio
import signal

import pytest
from nats.aio.msg import Msg
from nats.errors import FlushTimeoutError

from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import read_access
from runtime import nats
from tests.support.patience import PATIENCE


async def test_a_client_outlives_its_server_and_waits_for_it_at_the_start(own_nats: EmbeddedNats) -> None:
    access = read_access(own_nats.folder)
    assert access
    await own_nats.stop()
    came: asyncio.Queue[None] = asyncio.Queue()
    client = await nats.connect(access.url("live"), name="test", patience=0.1, on_connected=lambda: came.put(None))
    assert not client.is_connected
    for _ in range(2):
        await own_nats.start()
        await asyncio.wait_for(came.get(), timeout=PATIENCE)
        assert client.is_connected
        await own_nats.stop()
    await nats.close(client)


async def test_a_server_that_stood_still_for_longer_than_anybody_waited_is_heard_again(own_nats: EmbeddedNats) -> None:
    access = read_access(own_nats.folder)
    assert access
    assert own_nats.process
    heard: asyncio.Queue[bytes] = asyncio.Queue()

    async def hear(message: Msg) -> None:
        await heard.put(message.data)

    client = await nats.connect(access.url("live"), name="test")
    await client.subscribe("parley.live.room.*", cb=hear)
    own_nats.process.send_signal(signal.SIGSTOP)
    try:
        with pytest.raises(FlushTimeoutError):
            await client.flush(1)
    finally:
        own_nats.process.send_signal(signal.SIGCONT)
    for said in (b"one", b"two"):
        await client.publish("parley.live.room.1", said)
        assert await asyncio.wait_for(heard.get(), timeout=PATIENCE) == said
    await nats.close(client)


async def test_a_client_that_never_got_through_can_be_closed() -> None:
    client = await nats.connect("nats://127.0.0.1:1", name="test", patience=0.1)
    await nats.close(client)
    assert client.is_closed
