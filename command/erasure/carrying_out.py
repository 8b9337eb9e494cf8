"""Erasing an account: what the log decides first, and then, however often it is cut off, what has to be gone."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from msgspec import Struct

from command import credentials
from command.access import Access
from command.accounts import account_of, read
from command.considered import Actor
from command.domain.account import EraseAccount
from command.domain.membership import VacateRoom
from command.domain.rejections import WrongPassword
from command.handler import Accepted, Contention, handle
from command.keys import following_id
from command.writer import Writer
from events.account import SessionEnded
from events.claim import NameReleased
from events.log.db import Db
from events.log.write import LogFull, LogUnavailable, Overloaded
from events.registry import wire_name
from events.shredding import destroy_subject
from runtime.postgres import AWAY

# What no erasure reaches; docs/erasure.md has it in full.
REMAINS = (
    "Events that say who did what, when and in which room, by ids alone: their words and names open for nobody.",
    "What others wrote, your names where they typed them included, and the names and topics you gave to rooms.",
    "Until they are overwritten: old pages and the write-ahead log of the database, and backups made before.",
)
AT_ONCE = 16  # rooms that are told side by side
FORGET = "delete from credentials where account_id = $1"
SIGN_OUT = "delete from sessions where account_id = $1"
BEEN_IN = """
    select distinct stream_id from events where subject_id = $1 and type in ('member_joined', 'member_added')
"""
FINISHED = "update erased_subjects set finished_at = clock_timestamp() where subject_id = $1 and finished_at is null"
# What was done is read from the log and the keys themselves: so it is the same whoever did it, and when.
COMMAND = """
    select first_position, last_position from events e join commands c using (actor_id, command_id)
    where e.stream_id = $1 and e.stream_id = any (e.touches) and e.type = 'account_erased'
"""
FOLLOWED = "select type from events where position between $1 and $2"
KEYS_DESTROYED = "select count(*) from subject_keys where subject_id = $1 and destroyed_at is not null"
ROOMS_LEFT = """
    select count(*) from unnest($2::uuid[]) been(room_id) join events left_ on left_.stream_id = been.room_id
        and left_.subject_id = $1 and left_.type = 'member_erased' and left_.data ->> 'role' is not null
"""


class Done(Struct, frozen=True):
    """What has been done about an account."""

    keys_destroyed: int
    names_released: int
    sessions_ended: int
    rooms_left: int


async def erase_mine(access: Access, command: EraseAccount, actor: Actor, password: str) -> Accepted:
    """Erase the account of somebody who knows its password; raises `WrongPassword`."""
    account_id = actor.account_id
    held = account_of(await read(access.writer, account_id)).password
    if not await credentials.check(access.pool, access.passwords, account_id, held, password):
        raise WrongPassword
    return await erase(access.writer, command, actor)


async def erase(writer: Writer, command: EraseAccount, actor: Actor) -> Accepted:
    """Erase an account; a repeat finishes what was cut off. Raises what `handle` raises."""
    accepted = await handle(writer, command, actor)
    # From here on it is erased whatever happens to us: what does not succeed now is `finishing`'s.
    with suppress(Contention, LogFull, LogUnavailable, Overloaded, *AWAY):
        await finish(writer, actor.account_id)
    return accepted


async def finish(writer: Writer, account_id: UUID) -> None:
    """Destroy an erased account's keys and secrets, and let its rooms know; doing it again changes nothing."""
    db = writer.log.db
    await forget(db, account_id)
    rooms = await _been_in(db, account_id)
    for at in range(0, len(rooms), AT_ONCE):
        await asyncio.gather(*(_vacate(writer, account_id, room_id) for room_id in rooms[at : at + AT_ONCE]))
    await db.fetch(FINISHED, account_id)


async def forget(db: Db, account_id: UUID) -> None:
    """Destroy an erased account's keys and secrets."""
    await destroy_subject(db, account_id)
    await db.fetch(FORGET, account_id)
    await db.fetch(SIGN_OUT, account_id)


async def done(db: Db, account_id: UUID) -> Done:
    """What has been done about an erased account so far."""
    first, last = await db.fetchrow(COMMAND, account_id)
    followed = Counter(row["type"] for row in await db.fetch(FOLLOWED, first, last))
    return Done(
        await db.fetchval(KEYS_DESTROYED, account_id),
        followed[wire_name(NameReleased)],
        followed[wire_name(SessionEnded)],
        await db.fetchval(ROOMS_LEFT, account_id, await _been_in(db, account_id)),
    )


async def _been_in(db: Db, account_id: UUID) -> Sequence[UUID]:
    return [row["stream_id"] for row in await db.fetch(BEEN_IN, account_id)]


async def _vacate(writer: Writer, account_id: UUID, room_id: UUID) -> None:
    command_id = following_id(writer.keys, "vacating", account_id, room_id)
    await handle(writer, VacateRoom(command_id=command_id, room_id=room_id), Actor(account_id))
