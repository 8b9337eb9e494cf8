"""Hashes of passwords: stored beside the log, each under the command that sets it, valid once an event says so."""

from uuid import UUID

from command.passwords import Passwords
from events.log.db import Db

ADD = """
    insert into credentials (account_id, command_id, hash)
    select $1, $2, $3 where not exists (select from erased_subjects where subject_id = $1)
    on conflict do nothing returning true
"""
FIND = "select hash from credentials where account_id = $1 and command_id = $2"
RENEW = "update credentials set hash = $4 where account_id = $1 and command_id = $2 and hash = $3"
FORGET = "delete from credentials where account_id = $1 and command_id = $2"


async def add(db: Db, passwords: Passwords, account_id: UUID, command_id: UUID, password: str) -> bool:
    """Store what a command sets; False when it had set another password before, which is never overwritten."""
    if await db.fetchval(ADD, account_id, command_id, await passwords.hash(password)):
        return True
    return await check(db, passwords, account_id, command_id, password)


async def check(db: Db, passwords: Passwords, account_id: UUID | None, command_id: UUID | None, password: str) -> bool:
    """Whether this is the password that the command set; for nobody's too it takes as long as for a wrong one."""
    stored = await db.fetchval(FIND, account_id, command_id) if account_id and command_id else None
    right, better = await passwords.verify(password, stored)
    if better:
        await db.fetch(RENEW, account_id, command_id, stored, better)
    return right


async def forget(db: Db, account_id: UUID, command_id: UUID) -> None:
    """Drop the hash of a password that holds no more: that one alone, for others may come to hold meanwhile."""
    await db.fetch(FORGET, account_id, command_id)
