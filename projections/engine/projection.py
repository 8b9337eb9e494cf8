"""What a projection is: one read model, kept by applying pages of events."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from events.stored import Recorded
from runtime.postgres import Connection


class Projection(Protocol):
    """Any cut of the events into pages gives the same rows; `tables` are written by nobody else.

    `parks` is the category whose streams are parked one by one when an event of theirs cannot be applied; a projection
    without one, and one that fails on an event of another category, stops loudly.
    """

    name: ClassVar[str]
    tables: ClassVar[tuple[str, ...]]
    parks: ClassVar[str | None]

    async def apply(self, db: Connection, batch: Sequence[Recorded]) -> None:
        """Write what a page changes, inside the runner's transaction; table names stand unqualified.

        Statements that each write one table, from arrays (`$1::uuid[]`), make one of all that a small page changes.
        """
