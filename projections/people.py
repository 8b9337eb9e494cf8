"""Who the accounts are: the names people are shown under."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from events.account import AccountErased, AccountEvent, AccountImported, AccountRegistered, DisplayNameChanged
from events.sealing import ERASED
from events.stored import Recorded
from projections.columns import columns
from runtime.postgres import Connection

ARRIVE = """
    insert into people (account_id, username, display_name, created_at, imported)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::bool[])
"""
RENAME = """
    update people p set display_name = n.display_name from unnest($1::uuid[], $2::text[]) n(account_id, display_name)
    where p.account_id = n.account_id
"""
ERASE = f"""
    update people set erased = true, username = null, display_name = '{ERASED}' where account_id = any ($1::uuid[])
"""


class People:
    """Who is this account?"""

    name: ClassVar[str] = "people"
    tables: ClassVar[tuple[str, ...]] = ("people",)
    parks: ClassVar[str | None] = "account"

    async def apply(self, db: Connection, batch: Sequence[Recorded]) -> None:
        arrived: list[tuple[UUID, str | None, str, datetime, bool]] = []
        renamed: dict[UUID, str] = {}
        erased: list[UUID] = []
        for recorded in batch:
            if not isinstance(recorded.event, AccountEvent):
                continue
            account_id, at = recorded.stream_id, recorded.occurred_at
            match recorded.event:
                case AccountRegistered(username=username, display_name=name):
                    held = None if "username" in recorded.erased else username
                    arrived.append((account_id, held, name, at, False))
                case AccountImported(display_name=name):
                    arrived.append((account_id, None, name, at, True))
                case DisplayNameChanged(display_name=name):
                    renamed[account_id] = name
                case AccountErased():
                    erased.append(account_id)
        if arrived:
            await db.execute(ARRIVE, *columns(arrived))
        if renamed:
            await db.execute(RENAME, *columns(renamed.items()))
        if erased:
            await db.execute(ERASE, erased)
