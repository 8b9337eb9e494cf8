"""Publishing events as one atomic batch: all of them, right behind the one before, or none."""

import asyncio
import secrets
from collections.abc import Sequence

import msgspec
import nats.errors
from nats.aio.client import Client

from events.stored import StoredEvent
from projections.bus.message import header_lines, headers_of, subject_of

TIMEOUT = 5.0  # seconds; whatever became of a batch is read from the stream afterwards
TOGETHER = 64  # messages written at once; then others get their turn


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
    batch, count = secrets.token_urlsafe(6), len(events)
    await _ask(client, events[0], epoch, batch, 1, count)
    for first in range(2, count, TOGETHER):
        numbered = enumerate(events[first - 1 : min(first - 1 + TOGETHER, count - 1)], first)
        await _send(client, b"".join(_message(event, epoch, batch, number) for number, event in numbered))
    if count > 1:
        await _ask(client, events[-1], epoch, batch, count, count)


async def _ask(client: Client, event: StoredEvent, epoch: str, batch: str, number: int, count: int) -> None:
    """Publish the first or the last message, and judge the answer."""
    headers = headers_of(event, epoch) | {"Nats-Batch-Id": batch, "Nats-Batch-Sequence": str(number)}
    if number == 1:
        headers["Nats-Expected-Last-Sequence"] = str(event.position - 1)
    if number == count:
        headers["Nats-Batch-Commit"] = "1"
    answer = await client.request(subject_of(event), event.data.encode(), TIMEOUT, headers=headers)
    _judge(answer.data, event.position, count if number == count else 0)


def _message(event: StoredEvent, epoch: str, batch: str, number: int) -> bytes:
    """One message between, as the protocol's HPUB."""
    lines = f"{header_lines(event, epoch)}Nats-Batch-Id: {batch}\r\nNats-Batch-Sequence: {number}\r\n"
    headers, data = f"NATS/1.0\r\n{lines}\r\n".encode("ascii"), event.data.encode()
    size = len(headers) + len(data)
    return b"HPUB %b %d %d\r\n%b%b\r\n" % (subject_of(event).encode(), len(headers), size, headers, data)


async def _send(client: Client, messages: bytes) -> None:
    """Write many messages at once.

    nats-py's publish checks and copies header by header, which is more work than all the rest of the relay's; so this
    is what it does last, with the two internals it does it with. What a connection loses is found by the last answer.
    """
    if not client.is_connected:
        raise nats.errors.ConnectionReconnectingError
    await client._send_command(messages)
    await client._flush_pending()
    await asyncio.sleep(0)


def _judge(answer: bytes, position: int, count: int) -> None:
    """The first message is answered with nothing, the last one with the whole batch's acknowledgement."""
    ack = msgspec.json.decode(answer, type=_Ack) if answer else _Ack()
    if ack.error:
        raise Refused(f"{ack.error.description} ({ack.error.err_code})")
    if count and (ack.seq, ack.count) != (position, count):
        raise Refused(f"{count} events up to {position} were answered with {ack.count} up to {ack.seq}")
