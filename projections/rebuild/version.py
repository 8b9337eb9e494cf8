"""A version of read models beside the live one: whose it is, and where it stands."""

from uuid import UUID

from msgspec import Struct

from events.log.db import Db
from projections.core import NAME
from projections.engine.troubles import OwnershipLost
from runtime.postgres import Connection

NEXT, PREVIOUS = f"{NAME}_next", f"{NAME}_previous"  # the schemas: of what is being built, and of what was live before
BEGIN = """
    insert into versions (schema, name, attempt, position) values ($1, $2, $3, 0)
    on conflict (schema) do update set attempt = excluded.attempt, position = 0, parked = '[]'
"""
OURS = "select true from versions where schema = $1 and attempt = $2 for share"
MOVE = "update versions set position = $4 where schema = $1 and attempt = $2 and position = $3 returning true"


class Version(Struct, frozen=True):
    """The tables of `name` in a schema of their own; `attempt` says whose they are."""

    name: str
    schema: str
    attempt: UUID


async def find(db: Db, name: str, schema: str) -> Version | None:
    """The version in this schema, if there is one."""
    attempt = await db.fetchval("select attempt from versions where schema = $1", schema)
    return Version(name, schema, attempt) if attempt else None


async def position_of(db: Db, version: Version) -> int:
    """The last position its rows include."""
    position: int = await db.fetchval("select position from versions where schema = $1", version.schema)
    return position


async def ours(db: Connection, version: Version) -> None:
    """Hold the version as it is until this transaction ends; raises `OwnershipLost` for a successor's."""
    if not await db.fetchval(OURS, version.schema, version.attempt):
        raise OwnershipLost(f"somebody else builds {version.name} now")


async def move(db: Connection, version: Version, before: int, after: int) -> None:
    """Compare and set; raises `OwnershipLost` when no row moves."""
    if not await db.fetchval(MOVE, version.schema, version.attempt, before, after):
        raise OwnershipLost(f"somebody else builds {version.name} now")
