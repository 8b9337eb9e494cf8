"""The passwords of accounts: stored beside the log, valid because an event says so."""

from uuid import UUID

from msgspec import Struct

from command.passwords import Passwords
from events.log.db import Db

ADD = "insert into credentials (account_id, hash, position) values ($1, $2, $3) on conflict do nothing"
FIND = "select hash, position from credentials where account_id = $1"
REPLACE = "update credentials set hash = $2, position = $3 where account_id = $1 and position < $3"
RENEW = "update credentials set hash = $3 where account_id = $1 and hash = $2"


class Credential(Struct, frozen=True):
    """A password's hash, and the position of the event that made it valid."""

    hash: str
    position: int


async def find(db: Db, account_id: UUID) -> Credential | None:
    row = await db.fetchrow(FIND, account_id)
    return Credential(row["hash"], row["position"]) if row else None


async def add(db: Db, account_id: UUID, hashed: str, position: int) -> None:
    """The first password; one that is there already is never overwritten."""
    await db.fetch(ADD, account_id, hashed, position)


async def replace(db: Db, account_id: UUID, hashed: str, position: int) -> None:
    """The password of a later event."""
    await db.fetch(REPLACE, account_id, hashed, position)


async def check(db: Db, passwords: Passwords, account_id: UUID | None, password: str) -> Credential | None:
    """The credential that this password opens; None, after as long a time, when it opens none."""
    found = await find(db, account_id) if account_id else None
    right, better = await passwords.verify(password, found.hash if found else None)
    if found and better:
        await db.fetch(RENEW, account_id, found.hash, better)
    return found if right else None
