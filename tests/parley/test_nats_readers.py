"""What a hostile reader can do to another one and to the stream: nothing."""

import asyncio
import json
from collections.abc import AsyncIterator

import msgspec
import nats
import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import ConsumerConfig, StreamConfig
from nats.js.client import JetStreamContext

from parley.embedded.nats_access import Access
from parley.embedded.nats_doorkeeper import doorkeeper
from parley.embedded.nats_rights import consumers_of, inbox_prefix
from projections.bus.stream import STREAM
from tests.conftest import NatsAs
from tests.support.patience import PATIENCE

EVENT = "parley.events.room.message_sent"
API = "$JS.API.CONSUMER"
MADE = f"{API}.CREATE.{STREAM}"
AUDITS = f"{STREAM}.audit-1"
EVERYTHING = {"stream_name": STREAM, "config": {"deliver_policy": "all", "ack_policy": "explicit"}}


class Audit(msgspec.Struct, frozen=True):
    """Has read the first of three events, and acknowledged it not yet."""

    stream: JetStreamContext
    consumer: JetStreamContext.PullSubscription
    first: Msg

    async def goes_on(self) -> None:
        """It has lost nothing, and nobody else's consumer is on the stream."""
        info = await self.consumer.consumer_info()
        assert (info.num_ack_pending, info.num_redelivered, info.num_pending, info.num_waiting) == (1, 0, 2, 0)
        await self.first.ack_sync()
        for message in (others := await self.consumer.fetch(2, timeout=PATIENCE)):
            await message.ack_sync()
        assert [message.data for message in others] == [b"1", b"2"]
        kept = await self.stream.stream_info(STREAM)
        assert (kept.state.messages, kept.config.subjects) == (3, ["parley.events.>"])


@pytest.fixture
async def audit(nats_access: Access, nats_as: NatsAs) -> AsyncIterator[Audit]:
    stream = (await nats_as("relay")).jetstream()
    await stream.add_stream(
        StreamConfig(name=STREAM, subjects=["parley.events.>"], deny_delete=True, allow_direct=True)
    )
    for number in range(3):
        await stream.publish(EVENT, b"%d" % number)
    async with doorkeeper(nats_access):
        reader = (await nats_as("audit")).jetstream()
        consumer = await reader.pull_subscribe("parley.events.>", durable="audit-1", stream=STREAM)
        (first,) = await consumer.fetch(1, timeout=PATIENCE)
        yield Audit(stream, consumer, first)


async def test_a_reader_can_ask_nothing_of_anothers_consumers_nor_for_more_of_its_own(
    audit: Audit, nats_access: Access
) -> None:
    verbs = ("CREATE", "DURABLE.CREATE", "DELETE", "INFO", "MSG.NEXT", "RESET", "PAUSE", "UNPIN", "LEADER.STEPDOWN")
    forbidden = {
        *(f"{API}.{verb}.{AUDITS}" for verb in verbs),
        *(f"parley.asked.CONSUMER.{verb}.{AUDITS}" for verb in verbs),
        *(f"{MADE}{rest}" for rest in ("", ".audit-1.parley.events.>", ".analytics-0", ".analytics-9", ".another")),
        *(f"{API}.{verb}.{STREAM}" for verb in ("NAMES", "LIST")),
        *(f"{API}.{verb}.{STREAM}.analytics-1" for verb in ("RESET", "PAUSE")),
        *(f"$JS.API.{verb}.{STREAM}" for verb in ("STREAM.MSG.GET", "DIRECT.GET", "STREAM.SNAPSHOT")),
        audit.first.reply, f"$JS.FC.{AUDITS}.x", EVENT, "_INBOX.audit.x", "parley.wishes.audit.audit-1",
    }  # fmt: skip
    errors: asyncio.Queue[Exception] = asyncio.Queue()
    prefix = inbox_prefix("analytics")
    client = await nats.connect(nats_access.url("analytics"), inbox_prefix=prefix, error_cb=errors.put)
    for subject in forbidden:
        await client.publish(subject, json.dumps(EVERYTHING).encode(), reply=client.new_inbox())
    await client.flush()
    refused = {str(await asyncio.wait_for(errors.get(), 5)).lower() for _ in forbidden}
    known = {subject.replace("$JS.API", "parley.asked").lower() for subject in forbidden}
    assert refused == {f'nats: permissions violation for publish to "{subject}"' for subject in known}
    await client.close()
    await audit.goes_on()


@pytest.mark.parametrize(
    "config",
    [
        {"deliver_subject": f"{API}.MSG.NEXT.{AUDITS}", "headers_only": True},
        {"Deliver_Subject": f"{API}.RESET.{AUDITS}", "headers_only": True},
        {"deliver_subject": f"$JS.API.STREAM.DELETE.{STREAM}", "headers_only": True},
        {"deliver_subject": EVENT},
        {"deliver_subject": "_INBOX.audit.x", "direct": True, "sourcing": True},
        {"direct": True},
        {"name": "audit-1"},
        {"durable_name": "audit-1"},
        {"Name": "audit-1"},
        {"max_waiting": 1_000_000},
        {"max_ack_pending": -1},
        {"priority_groups": ["a"], "priority_policy": "pinned_client"},
        {"description": "long" * 5000},
    ],
)
async def test_a_reader_can_make_no_consumer_that_reaches_beyond_it(
    audit: Audit, nats_as: NatsAs, config: dict[str, object]
) -> None:
    asked = EVERYTHING | {"config": {"deliver_policy": "all", "ack_policy": "explicit", **config}}
    for made in (f"{MADE}.analytics-1", f"{API}.DURABLE.CREATE.{STREAM}.analytics-1"):
        answer = await (await nats_as("analytics")).request(made, json.dumps(asked).encode(), timeout=PATIENCE)
        assert json.loads(answer.data)["error"]["code"] == 400
    assert [consumer.name for consumer in await audit.stream.consumers_info(STREAM)] == ["audit-1"]
    await audit.goes_on()


@pytest.mark.parametrize(
    "reply",
    [
        EVENT, f"$JS.API.STREAM.DELETE.{STREAM}", "_INBOX.audit.x", "parley.wishes.audit.audit-1",
        *(f"{begins}.{verb}.{AUDITS}" for begins in (API, "parley.asked.CONSUMER") for verb in ("DELETE", "MSG.NEXT")),
    ],
)  # fmt: skip
async def test_what_a_reader_is_answered_reaches_nobody_else(audit: Audit, nats_as: NatsAs, reply: str) -> None:
    client = await nats_as("analytics")
    await asks_everything(client, reply)
    await audit.goes_on()


async def test_no_answer_acknowledges_what_another_has_read(audit: Audit, nats_access: Access) -> None:
    client = await nats.connect(nats_access.url("analytics"), inbox_prefix=inbox_prefix("analytics"), error_cb=silent)
    await asks_everything(client, audit.first.reply)
    await client.close()
    await audit.goes_on()


async def asks_everything(client: Client, reply: str) -> None:
    """Whose answers have no body, where that can be had: a deletion must have none."""
    reader = client.jetstream()
    await reader.add_consumer(STREAM, ConsumerConfig(name="analytics-1", headers_only=True))
    for subject, body in (
        (f"$JS.API.STREAM.INFO.{STREAM}", b""),
        (f"{API}.INFO.{STREAM}.analytics-1", b""),
        (f"{MADE}.analytics-2", json.dumps(EVERYTHING).encode()),
        (f"{API}.MSG.NEXT.{STREAM}.analytics-1", b'{"batch": 1, "no_wait": true}'),
        (f"{API}.MSG.NEXT.{STREAM}.analytics-1", b'{"batch": 9, "no_wait": true}'),
        (f"$JS.ACK.{STREAM}.analytics-1.1.1.1.1.0", b'+NXT {"batch": 1, "no_wait": true}'),
    ):
        await client.publish(subject, body, reply=reply)
    await reader.delete_consumer(STREAM, "analytics-1")  # answered later than all the others


async def silent(_: Exception) -> None:
    """The server complains of an answer that is to go where acknowledgements go."""


async def test_each_reader_has_so_many_consumers_whatever_the_other_has(audit: Audit, nats_as: NatsAs) -> None:
    for user in ("analytics", "audit"):
        reader = (await nats_as(user)).jetstream()
        for name in consumers_of(user)[1:]:
            consumer = await reader.pull_subscribe("parley.events.room.*", durable=name, stream=STREAM)
            assert len(await consumer.fetch(3, timeout=PATIENCE)) == 3
    await audit.goes_on()
