"""Publishing events as one atomic batch: all of them, right behind the one before, or none."""

import asyncio
import secrets
from collections.abc import Sequence

import msgspec
from nats.aio.client import Client

from events.stored import StoredEvent
from projections.bus.message import headers_of, subject_of

TIMEOUT = 5.0  # seconds; whatever became of a batch is read from the stream afterwards
BREATH = 64  # messages after which others get their turn


class Refused(Exception):
    """The server did not take the batch, or what it answered is not what was sent."""


class _Error(msgspec.Struct):
    err_code: int = 0
    description: str = ""


class _Ack(msgspec.Struct):
    """The answer to a batch: `seq` is that of its last message."""

    error: _Error | None = None
    seq: int = 0
    count: int = 0


async def publish(client: Client, events: Sequence[StoredEvent], epoch: str) -> None:
    """Publish at most 1,000 events whose positions count on without a gap, as the stream's next sequences.

    Raises `Refused`, or what nats-py raises; after any error the stream may have all of them, or none.
    """
    batch = secrets.token_urlsafe(6)
    last = len(events)
    for number, event in enumerate(events, 1):
        headers = headers_of(event, epoch) | {"Nats-Batch-Id": batch, "Nats-Batch-Sequence": str(number)}
        if number == 1:
            headers["Nats-Expected-Last-Sequence"] = str(event.position - 1)
        if number == last:
            headers["Nats-Batch-Commit"] = "1"
        if number in (1, last):
            answer = await client.request(subject_of(event), event.data.encode(), TIMEOUT, headers=headers)
            _judge(answer.data, event.position, last if number == last else 0)
        else:
            await client.publish(subject_of(event), event.data.encode(), headers=headers)
        if number % BREATH == 0:
            await asyncio.sleep(0)


def _judge(answer: bytes, position: int, count: int) -> None:
    """The first message is answered with nothing, the last one with the whole batch's acknowledgement."""
    ack = msgspec.json.decode(answer, type=_Ack) if answer else _Ack()
    if ack.error:
        raise Refused(f"{ack.error.description} ({ack.error.err_code})")
    if count and (ack.seq, ack.count) != (position, count):
        raise Refused(f"{count} events up to {position} were answered with {ack.count} up to {ack.seq}")
