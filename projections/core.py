"""The core read models: kept together, in one transaction, under one checkpoint."""

from projections.engine.projection import Projection
from projections.history import History
from projections.members import Members
from projections.people import People
from projections.rooms import Rooms
from projections.unread import Unread

NAME = "core"


def core() -> tuple[Projection, ...]:
    """One of each, in no order that matters: none reads another's tables."""
    return (Rooms(), Members(), History(), People(), Unread())


TABLES = tuple(table for projection in core() for table in projection.tables)
