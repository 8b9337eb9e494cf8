"""Decides commands about accounts on what the log says of them."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from command.cache import Part, Seen
from command.considered import Actor, Considered
from command.domain import account as rules
from command.domain.account import (
    Account,
    AccountCommand,
    ChangeDisplayName,
    ChangePassword,
    EndSession,
    StartSession,
)
from command.writer import Writer
from events.event import Event
from events.log.read import stream_version
from events.log.write import Expectation, exact, untouched
from events.stored import Draft

LIVE_SESSIONS = "select session_id from sessions where account_id = $1 and expires_at > now()"


async def known(writer: Writer, account_id: UUID, *, fresh: bool) -> Seen:
    """An account as this process knows it, or as the log has it now."""
    slot = (Part.ACCOUNT, account_id, account_id)
    found = None if fresh else writer.cache.find((slot,))
    return found[0] if found else await read(writer, account_id)


async def read(writer: Writer, account_id: UUID, *subjects: UUID) -> Seen:
    """An account as the log has it now, with what is said of these subjects."""
    account, version = rules.INITIAL, 0
    for recorded in await writer.log.touching(account_id, [account_id], subjects):
        account = rules.evolve(account, recorded.event, recorded.command_id)
        if account_id in recorded.event.touches(account_id):
            version = recorded.version
    seen = Seen(account, version)
    _keep(writer, account_id, seen)
    return seen


async def with_sessions(writer: Writer, account_id: UUID) -> tuple[Seen, Expectation]:
    """An account with every session it can still use, and what must hold so that these are all."""
    # A session is in the table before it is in the log: whoever is not in what we read now fails on the version.
    unchanged = exact(account_id, await stream_version(writer.log.db, account_id))
    live = [row["session_id"] for row in await writer.log.db.fetch(LIVE_SESSIONS, account_id)]
    return await read(writer, account_id, *live), unchanged


def account_of(seen: Seen) -> Account:
    assert isinstance(seen.value, Account)
    return seen.value


async def consider(writer: Writer, command: AccountCommand, actor: Actor, *, fresh: bool) -> Considered:
    """Decide a command on the actor's own account."""
    me = actor.account_id
    expectations = []
    if isinstance(command, ChangePassword):
        seen, unchanged = await with_sessions(writer, me)
        expectations.append(unchanged)
    elif fresh or isinstance(command, ChangeDisplayName):  # a name changes without touching anything
        seen = await read(writer, me, *_subjects(command, me))
    else:
        seen = await known(writer, me, fresh=False)
    account = account_of(seen)
    account.admit(actor.session_id)
    events = rules.decide(account, command)
    expectations.append(untouched(me, me, seen.version))
    return Considered(
        me,
        [Draft(me, event) for event in events],
        expectations,
        lambda version: remember(writer, seen, events, me, command.command_id, version),
    )


def remember(
    writer: Writer, seen: Seen, events: Sequence[Event], account_id: UUID, command_id: UUID, version: int
) -> None:
    """Bring an account forward by events that were accepted and end at this version."""
    account, touched = account_of(seen), seen.version
    for at, event in enumerate(events, version - len(events) + 1):
        account = rules.evolve(account, event, command_id)
        if account_id in event.touches(account_id):
            touched = at
    _keep(writer, account_id, Seen(account, touched))


def _keep(writer: Writer, account_id: UUID, seen: Seen) -> None:
    """Without the name: what is personal is not kept in memory, and whoever decides about it reads it anyway."""
    nameless = replace(account_of(seen), display_name="")
    writer.cache.put((Part.ACCOUNT, account_id, account_id), Seen(nameless, seen.version))


def _subjects(command: AccountCommand, me: UUID) -> tuple[UUID, ...]:
    match command:
        case ChangeDisplayName():
            return (me,)
        case StartSession(session_id=session_id) | EndSession(session_id=session_id):
            return (session_id,)
        case _:
            return ()
