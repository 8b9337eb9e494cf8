"""The stream itself: made once, and never trusted before its end has been compared with the log."""

import nats.js.errors
import structlog
from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, StorageType, StreamConfig, StreamInfo

from events.log import read
from events.log.db import Db
from projections.bus.message import SUBJECTS
from projections.engine.troubles import Stopped

STREAM = "PARLEY_EVENTS"
EPOCH = "parley-epoch"
log = structlog.get_logger(__name__)


class BusDiffers(Stopped):
    """The stream is not a copy of this log: the log was restored, or somebody else published."""


async def end_of(js: JetStreamContext, db: Db, epoch: str, replicas: int) -> int:
    """The stream's last sequence, which is the position it has come to; makes the stream where there is none.

    Raises `BusDiffers` where the stream is ahead of the log, ends in another event, or is of another epoch.
    """
    info = await _existing(js, replicas) or await _made(js, epoch, replicas)
    found = (info.config.metadata or {}).get(EPOCH)
    if found != epoch:
        raise BusDiffers(f"{STREAM} is of epoch {found} and the log of {epoch}: one of them was restored")
    last = int(info.state.last_seq)
    if last == 0:
        return 0
    leaf = await leaf_at(js, last)
    stored = await read.after(db, last - 1, 1)
    if not stored:
        raise BusDiffers(f"{STREAM} ends at {last}, which is beyond the log: the log has lost its end, or a stray came")
    if leaf != stored[0].leaf_hash.hex():
        raise BusDiffers(f"{STREAM} and the log have different events at {last}")
    return last


async def leaf_at(js: JetStreamContext, sequence: int) -> str | None:
    """The leaf hash, in hex, that the message at a sequence claims for itself."""
    try:
        message = await js.get_msg(STREAM, sequence)
    except nats.js.errors.NotFoundError:
        return None
    return (message.headers or {}).get("parley-leaf")


async def _existing(js: JetStreamContext, replicas: int) -> StreamInfo | None:
    try:
        info = await js.stream_info(STREAM)
    except nats.js.errors.NotFoundError:
        return None
    if info.config.num_replicas != replicas:
        info = await js.update_stream(info.config.evolve(num_replicas=replicas))
    return info


async def _made(js: JetStreamContext, epoch: str, replicas: int) -> StreamInfo:
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
            metadata={EPOCH: epoch},
        )
    )
