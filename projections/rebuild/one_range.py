"""Loading one range of the log: its messages are copied, and what else it changes is kept to be written later."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from events.keyring import Keyring
from events.log import read
from events.room import MessageSent
from events.stored import Recorded
from projections.core import core
from projections.engine.opening import opened
from projections.engine.page import check_contiguous
from projections.engine.statements import Statements
from projections.history import History, numbered
from projections.rebuild.pipe import Loaded, Range
from projections.rebuild.version import Version, ours
from projections.said import copy
from runtime.postgres import Connection

PAGE = 2000


async def load_range(db: Connection, keyring: Keyring, version: Version, range_: Range) -> Loaded:
    """All of a range; raises `Poisoned`, `GapInLog`, `OwnershipLost`, or what Postgres away raises."""
    others = [projection for projection in core() if not isinstance(projection, History)]
    statements, counts, position = Statements(), dict(range_.said), range_.after
    while position < range_.up_to:
        page = await read.after(db, position, min(PAGE, range_.up_to - position), range_.up_to)
        check_contiguous(page, position)
        position = page[-1].position
        batch = await opened(version.name, keyring, page)
        await _copy(db, version, batch, counts)
        for projection in others:
            await projection.apply(statements, batch)  # type: ignore[arg-type]
    return Loaded(statements.said)


async def _copy(db: Connection, version: Version, batch: list[Recorded], counts: dict[UUID, int]) -> None:
    async with db.transaction():
        await ours(db, version)
        await copy(db, numbered(_said(batch), counts))


def _said(batch: Iterable[Recorded]) -> Iterator[tuple[MessageSent, Recorded]]:
    return ((recorded.event, recorded) for recorded in batch if isinstance(recorded.event, MessageSent))
