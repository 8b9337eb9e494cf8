"""The stream made anew: asked for by an operator, carried out by the relay's owner, whatever dies in between.

The asking has an id, which the new stream carries. A stream with another one is deleted and made again; one that has it
is the new one already, half filled perhaps, and the relay goes on at its end as after any start.
"""

from uuid import UUID, uuid4

import structlog
from nats.js import JetStreamContext

from events.log.db import Db
from projections.bus.stream import MADE_FOR, STREAM, existing, made
from projections.engine.ownership import Term
from runtime.postgres import Connection

RELAY = "relay"  # the name of its checkpoint
ASK = """
    insert into checkpoints (name, position, remake) values ($1, 0, $2)
    on conflict (name) do update set remake = excluded.remake, trouble = null
"""
# A relay that still lives in another epoch leaves it to its successor.
ASKED = "select remake from checkpoints, log where name = $1 and epoch = $2"
DONE = """
    update checkpoints set remake = null, position = 0, trouble = null where name = $1 and owner = $2 and remake = $3
"""
log = structlog.get_logger(__name__)


async def ask(db: Connection) -> None:
    """Have the stream made anew by whoever runs the relay, now or next; a stopped one goes on with it."""
    await db.execute(ASK, RELAY, uuid4())


async def asked(db: Db, epoch: str) -> UUID | None:
    """The asking that has not been carried out yet."""
    found: UUID | None = await db.fetchval(ASKED, RELAY, epoch)
    return found


async def carry_out(js: JetStreamContext, db: Connection, term: Term, asking: UUID, epoch: str, replicas: int) -> None:
    """Delete the stream, with all its consumers, and make an empty one; may be repeated from the start."""
    info = await existing(js, replicas)
    if info and (info.config.metadata or {}).get(MADE_FOR) != str(asking):
        log.warning("stream_deleted", stream=STREAM, messages=info.state.messages, asked=str(asking))
        await js.delete_stream(STREAM)
        info = None
    if info is None:
        await made(js, epoch, replicas, {MADE_FOR: str(asking)})
    await db.execute(DONE, RELAY, term.owner, asking)
