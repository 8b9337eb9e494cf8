"""What a projection is: one read model, kept by applying pages of events."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from events.stored import Recorded
from runtime.postgres import Connection


class Projection(Protocol):
    """Any cut of the events into pages gives the same rows; `tables` are written by nobody else."""

    tables: ClassVar[tuple[str, ...]]

    async def apply(self, db: Connection, batch: Sequence[Recorded]) -> None:
        """Write what a page changes, inside the runner's transaction; table names stand unqualified."""
