"""Compares the stream with the log, event by event, and every message with its own leaf hash."""

import asyncio
from contextlib import aclosing

import nats.js.errors
from msgspec import Struct
from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import StreamInfo

from events.log import read
from events.log.db import Db
from events.log.progress import Progress
from projections.bus.compare import Difference, difference, stray
from projections.bus.differs import BusDiffers
from projections.bus.pages import pages
from projections.bus.stream import STREAM, refuse_other_epoch

PATIENCE = 5.0  # seconds that the relay's last batch may take


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
    head = (await read.head(db)).position
    info = await _come_to(client.jetstream(), head)
    if info is None:
        return BusVerified(head, 0, 0, Difference(1, "stream", f"goes on to {head}", "is gone"))
    last = int(info.state.last_seq)
    try:
        await refuse_other_epoch(db, info, epoch)
    except BusDiffers as other:
        return BusVerified(head, last, 0, Difference(0, "epoch", epoch, other.what, other.mend))
    return await _compare(db, client, epoch, head, last, progress)


async def _compare(db: Db, client: Client, epoch: str, head: int, last: int, progress: Progress | None) -> BusVerified:
    compared = 0
    async with aclosing(pages(client, last)) as all_pages:
        async for messages in all_pages:
            events = await read.after(db, compared, len(messages))
            for message, event in zip(messages, events, strict=False):
                if found := difference(message, event, epoch):
                    return BusVerified(head, last, compared, found)
                compared += 1
            if len(events) < len(messages):
                return BusVerified(head, last, compared, stray(messages[len(events)], compared + 1, epoch))
            if progress:
                progress(compared, max(head, last))
    missing = Difference(compared + 1, "end", f"goes on to {head}", "") if compared < head else None
    return BusVerified(head, last, compared, missing)


async def _come_to(js: JetStreamContext, head: int) -> StreamInfo | None:
    """The stream, once it has come to the head or is not coming."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while True:
        try:
            info = await js.stream_info(STREAM)
        except nats.js.errors.NotFoundError:
            return None
        if int(info.state.last_seq) >= head or asyncio.get_running_loop().time() > deadline:
            return info
        await asyncio.sleep(0.1)
