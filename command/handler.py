"""One function for all commands: decide on what is known, append, and decide again on what others wrote first."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from uuid import UUID

import msgspec
from msgspec import Struct

from command import accounts, reading, registration, rooms
from command.considered import Actor, Considered
from command.domain.account import AccountCommand, EraseAccount, ImportAccount, RegisterAccount
from command.domain.decide import AnyRoomCommand
from command.domain.erasing import EraseMessage
from command.domain.membership import VacateRoom
from command.domain.reader import MarkRead
from command.domain.rejections import Rejected
from command.domain.room import RoomCommand
from command.erasure import account as account_erasure
from command.erasure import message as message_erasure
from command.erasure import room as room_erasure
from command.keys import fingerprint
from command.writer import Writer
from events.log.log import Decided
from events.log.write import Outcome, Verdict

ATTEMPTS = 10
AnyCommand = AccountCommand | AnyRoomCommand | EraseMessage | MarkRead


class Accepted(Struct, frozen=True):
    """Where a command's last event stands: in the log, and in its stream; `duplicate` when it was accepted before."""

    position: int
    seq: int
    duplicate: bool


class CommandIdReused(Exception):
    """This id was used before, for a command with another content."""


class Contention(Exception):
    """Others changed what this command depends on, again and again; nothing was done."""


async def handle(
    writer: Writer,
    command: AnyCommand,
    actor: Actor,
    *,
    occurred_at: datetime | None = None,
    metadata: Mapping[str, str] | None = None,
) -> Accepted:
    """Carry out a command once, for ever; the same command again gives the first result.

    What is known in memory may only accept: to refuse, or to find nothing to do, the log is read first. Raises
    `Rejected`, `CommandIdReused`, `Contention`, and what `Log.append` raises.
    """
    mark = fingerprint(writer.keys, command)
    about = _metadata(actor, metadata)
    for attempt in range(ATTEMPTS):
        fresh = attempt > 0
        try:
            considered = await _consider(writer, command, actor, fresh=fresh)
        except Rejected:
            if not fresh:
                continue
            first = await writer.log.known(actor.account_id, command.command_id, mark)
            if first is None:
                raise
            return _result(first)
        if not considered.drafts and not fresh:
            continue
        outcome = await writer.log.append(
            Decided(
                actor.account_id,
                command.command_id,
                mark,
                considered.stream_id,
                considered.drafts,
                considered.expectations,
                actor.initiator_id,
                occurred_at,
                about,
            )
        )
        if outcome.verdict is Verdict.CONFLICT:
            writer.conflicts += 1
            continue
        if outcome.verdict is Verdict.ACCEPTED and considered.drafts:
            considered.remember(outcome.version)
        return _result(outcome)
    raise Contention


async def _consider(writer: Writer, command: AnyCommand, actor: Actor, *, fresh: bool) -> Considered:
    if isinstance(command, EraseAccount):
        return await account_erasure.consider(writer, command, actor)
    if isinstance(command, VacateRoom):
        return await room_erasure.consider(writer, command, actor)
    if isinstance(command, EraseMessage):
        return await message_erasure.consider(writer, command, actor)
    if isinstance(command, MarkRead):
        return await reading.consider(writer, command, actor, fresh=fresh)
    if isinstance(command, RoomCommand):
        return await rooms.consider(writer, command, actor, fresh=fresh)
    if isinstance(command, RegisterAccount | ImportAccount):
        return await registration.consider(writer, command, actor, fresh=fresh)
    return await accounts.consider(writer, command, actor, fresh=fresh)


def _result(outcome: Outcome) -> Accepted:
    if outcome.verdict is Verdict.REUSED:
        raise CommandIdReused
    return Accepted(outcome.position, outcome.version, outcome.verdict is Verdict.DUPLICATE)


def _metadata(actor: Actor, metadata: Mapping[str, str] | None) -> str:
    session = _session(actor.session_id)
    return msgspec.json.encode({**msgspec.json.decode(session), **metadata}).decode() if metadata else session


@lru_cache
def _session(session_id: UUID | None) -> str:
    return f'{{"session":"{session_id}"}}' if session_id else "{}"
