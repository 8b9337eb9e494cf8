"""The limit of relaying: the same bytes in batches of the same size, ready before and written to a bare socket."""

import asyncio
import json
import time
from collections.abc import Sequence
from itertools import cycle
from urllib.parse import urlsplit

import nats
from nats.js.api import StorageType, StreamConfig
from nats.js.errors import NotFoundError

from bench.cpu import Meter, each
from bench.figures import Run
from bench.window import percentiles
from events.stored import StoredEvent
from projections.bus.message import SUBJECTS, header_lines, subject_of
from projections.bus.stream import STREAM

BATCH = 1000
INBOX = "_INBOX.bench"


async def no_stream(url: str) -> None:
    """Take the stream away, so that whoever relays begins anew."""
    client = await nats.connect(url)
    try:
        await client.jetstream().delete_stream(STREAM)
    except NotFoundError:
        pass
    finally:
        await client.close()


async def bare_publisher(url: str, events: Sequence[StoredEvent], seconds: float, meter: Meter) -> Run:
    """Publish the events over and over for some seconds, one batch after the other."""
    await _new_stream(url)
    batches = [_batch(events[start : start + BATCH], str(start)) for start in range(0, len(events), BATCH)]
    reader, writer = await _connected(url)
    took: list[float] = []
    await meter.start()
    began = at = time.perf_counter()
    for batch in cycle(batches):
        if at >= began + seconds:
            break
        writer.write(batch)
        await _acknowledged(reader)
        took.append(time.perf_counter() - at)
        at += took[-1]
    count = len(took) * min(BATCH, len(events))
    spent = await meter.stop()
    writer.close()
    return Run(count, at - began, *percentiles(took), each(spent, count))


async def _new_stream(url: str) -> None:
    await no_stream(url)
    client = await nats.connect(url)
    config = StreamConfig(name=STREAM, subjects=[f"{SUBJECTS}.>"], storage=StorageType.FILE, allow_atomic=True)
    await client.jetstream().add_stream(config)
    await client.close()


async def _connected(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    at = urlsplit(url)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    await reader.readline()
    options = {"user": at.username, "pass": at.password, "headers": True, "no_responders": True, "verbose": False}
    writer.write(f"CONNECT {json.dumps(options)}\r\nSUB {INBOX} 1\r\nPING\r\n".encode())
    while await reader.readline() != b"PONG\r\n":
        pass
    return reader, writer


async def _acknowledged(reader: asyncio.StreamReader) -> None:
    """The one answer to a batch; the server's own pings need none within a bench."""
    while not (line := await reader.readline()).startswith(b"MSG "):
        assert line, "the server hung up"
        assert not line.startswith(b"-ERR"), line
    answer = json.loads(await reader.readexactly(int(line.split()[-1])))
    assert "error" not in answer, answer
    await reader.readline()


def _batch(events: Sequence[StoredEvent], name: str) -> bytes:
    return b"".join(
        _message(event, f"Nats-Batch-Id: {name}\r\nNats-Batch-Sequence: {number}\r\n", last=number == len(events))
        for number, event in enumerate(events, 1)
    )


def _message(event: StoredEvent, place: str, *, last: bool) -> bytes:
    commit, reply = ("Nats-Batch-Commit: 1\r\n", f"{INBOX} ") if last else ("", "")
    headers = f"NATS/1.0\r\n{header_lines(event, 'bench')}{place}{commit}\r\n".encode()
    data = event.data.encode()
    head = f"HPUB {subject_of(event)} {reply}{len(headers)} {len(headers) + len(data)}\r\n".encode()
    return b"%b%b%b\r\n" % (head, headers, data)
