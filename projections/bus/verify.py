"""Compares the stream with the log, event by event, and every message with its own leaf hash."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import nats.errors
from msgspec import Struct
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from events.leaf import leaf_hash
from events.log import read
from events.log.db import Db
from events.stored import StoredEvent
from projections.bus.message import NotAnEvent, event_of, headers_of, subject_of
from projections.bus.stream import EPOCH, STREAM

PAGE = 500
PATIENCE = 5.0  # seconds that a message, or the relay's last batch, may take
Progress = Callable[[int, int], Any]  # how many of how many events are done


class Difference(Struct, frozen=True):
    """The first place where the two differ, and what either side has there."""

    position: int
    what: str
    log: str
    stream: str


class BusVerified(Struct, frozen=True):
    """The stream against the log up to the head it had when the comparison began."""

    head: int
    last: int
    compared: int
    difference: Difference | None = None

    @property
    def equal(self) -> bool:
        return self.difference is None and self.compared == self.head


async def verify_bus(db: Db, client: Client, epoch: str, progress: Progress | None = None) -> BusVerified:
    """Compare everything; a relay that is only a little behind is waited for. Raises what nats-py raises."""
    js = client.jetstream()
    head = (await read.head(db)).position
    found, last = await _end(js, head)
    if found != epoch:
        return BusVerified(head, last, 0, Difference(0, "epoch", epoch, str(found)))
    compared = 0
    async for messages in _messages(js, last):
        events = await read.after(db, compared, len(messages))
        for message, event in zip(messages, events, strict=False):
            if difference := _difference(message, event, epoch):
                return BusVerified(head, last, compared, difference)
            compared += 1
        if len(events) < len(messages):
            return BusVerified(head, last, compared, Difference(compared + 1, "end", "", messages[len(events)].subject))
        if progress:
            progress(compared, max(head, last))
    missing = Difference(compared + 1, "end", f"goes on to {head}", "") if compared < head else None
    return BusVerified(head, last, compared, missing)


async def _end(js: JetStreamContext, head: int) -> tuple[str | None, int]:
    """The stream's epoch and last sequence, once it has come to the head or is not coming."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while True:
        info = await js.stream_info(STREAM)
        last = int(info.state.last_seq)
        if last >= head or asyncio.get_running_loop().time() > deadline:
            return (info.config.metadata or {}).get(EPOCH), last
        await asyncio.sleep(0.1)


async def _messages(js: JetStreamContext, last: int) -> AsyncIterator[Sequence[Msg]]:
    """All messages up to a sequence, in order, page by page; ends early where the server has no more."""
    config = ConsumerConfig(
        deliver_policy=DeliverPolicy.ALL, ack_policy=AckPolicy.NONE, mem_storage=True, inactive_threshold=60
    )
    consumer = await js.pull_subscribe("", stream=STREAM, config=config)
    wanted = 1
    try:
        while wanted <= last:
            try:
                page = await consumer.fetch(min(PAGE, last - wanted + 1), timeout=PATIENCE)
            except nats.errors.TimeoutError:
                return
            yield page
            wanted = page[-1].metadata.sequence.stream + 1
    finally:
        await consumer.unsubscribe()


def _difference(message: Msg, event: StoredEvent, epoch: str) -> Difference | None:
    sequence = message.metadata.sequence.stream
    headers = {name: value for name, value in (message.headers or {}).items() if not name.startswith("Nats-")}
    expected = headers_of(event, epoch)
    sides = [("sequence", str(event.position), str(sequence)), ("subject", subject_of(event), message.subject)]
    names = sorted(expected.keys() | headers.keys())
    sides += [(f"header {name}", expected.get(name, ""), headers.get(name, "")) for name in names]
    sides += [("data", event.data, message.data.decode(errors="replace"))]
    for what, log, stream in sides:
        if log != stream:
            return Difference(event.position, what, log, stream)
    try:
        leaf = leaf_hash(event_of(message.subject, headers, message.data))
    except NotAnEvent as error:
        return Difference(event.position, "form", "an event", str(error))
    if leaf != event.leaf_hash:
        return Difference(event.position, "leaf", event.leaf_hash.hex(), leaf.hex())
    return None
