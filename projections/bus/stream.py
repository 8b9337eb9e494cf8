"""The stream itself: made once, and never trusted before its end has been compared with the log."""

from collections.abc import Mapping

import nats.js.errors
import structlog
from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, StorageType, StreamConfig, StreamInfo

from events.log import read
from events.log.db import Db
from projections.bus.differs import NEW_EPOCH, REBUILD, BusDiffers, mend_of
from projections.bus.message import SUBJECTS

STREAM = "PARLEY_EVENTS"
EPOCH = "parley-epoch"
MADE_FOR = "parley-made-for"
log = structlog.get_logger(__name__)


async def end_of(js: JetStreamContext, db: Db, epoch: str, replicas: int, known: int) -> int:
    """The stream's last sequence, which is the position it has come to; made where there never was one.

    Raises `BusDiffers` where the stream was there up to `known` and is gone, lacks messages, is of another epoch, is
    ahead of the log, or ends in another event.
    """
    info = await existing(js, replicas)
    if info is None:
        if known:
            raise BusDiffers(f"{STREAM} is gone, and every consumer with it", REBUILD)
        info = await made(js, epoch, replicas)
    await refuse_other_epoch(db, info, epoch)
    last = int(info.state.last_seq)
    if info.state.messages != last:
        raise BusDiffers(f"{STREAM} has {info.state.messages} of its {last} messages, the others were deleted", REBUILD)
    if last:
        await _compare_end(js, db, epoch, last)
    return last


async def refuse_other_epoch(db: Db, info: StreamInfo, epoch: str) -> None:
    """Raise `BusDiffers` for a stream that was not made in this epoch."""
    found = (info.config.metadata or {}).get(EPOCH)
    if found == epoch:
        return
    if found is None:
        raise BusDiffers(f"{STREAM} has no epoch, so no relay made it", REBUILD)
    if await db.fetchval("select $1 = any (former) from log", found):
        raise BusDiffers(f"{STREAM} is of epoch {found}, which is over", REBUILD)
    raise BusDiffers(f"{STREAM} is of epoch {found}, which this log never had: the log was restored", NEW_EPOCH)


async def existing(js: JetStreamContext, replicas: int) -> StreamInfo | None:
    """The stream, on as many servers as it should be; None where there is none."""
    try:
        info = await js.stream_info(STREAM)
    except nats.js.errors.NotFoundError:
        return None
    if info.config.num_replicas != replicas:
        info = await js.update_stream(info.config.evolve(num_replicas=replicas))
    return info


async def made(js: JetStreamContext, epoch: str, replicas: int, marks: Mapping[str, str] | None = None) -> StreamInfo:
    """A new stream, empty."""
    log.info("stream_made", stream=STREAM, epoch=epoch)
    return await js.add_stream(
        StreamConfig(
            name=STREAM,
            description="Parley's log: the sequence of a message is its event's position",
            subjects=[f"{SUBJECTS}.>"],
            storage=StorageType.FILE,
            discard=DiscardPolicy.NEW,  # whoever sets a limit later must not lose the log's beginning by it
            deny_delete=True,
            deny_purge=True,
            allow_atomic=True,
            allow_direct=True,
            num_replicas=replicas,
            metadata={EPOCH: epoch, **(marks or {})},
        )
    )


async def _compare_end(js: JetStreamContext, db: Db, epoch: str, last: int) -> None:
    """Raise `BusDiffers` unless the stream's last message is the log's event at that position."""
    message = await js.get_msg(STREAM, last)
    stored = await read.after(db, last - 1, 1)
    if stored and (message.headers or {}).get("parley-leaf") == stored[0].leaf_hash.hex():
        return
    mend = mend_of(message.subject or "", message.headers, message.data or b"", epoch)
    what = "a stray message" if mend == REBUILD else "an event that the log has lost"
    where = "where the log has another event" if stored else "beyond the end of the log"
    raise BusDiffers(f"{STREAM} ends at {last} with {what}, {where}", mend)
