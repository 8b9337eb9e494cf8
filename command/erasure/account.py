"""Decides the erasure of an account: its own stream with every session of it, and each of its names set free."""

from uuid import UUID

from command import accounts, claims
from command.considered import Actor, Considered
from command.domain import account, claim
from command.domain.account import EraseAccount
from command.domain.claim import ReleaseName
from command.writer import Writer
from events.claim import ClaimKind
from events.log.write import Expectation, exact, untouched
from events.stored import Draft

# A registration claims a username and perhaps an address in its own command, right behind the account's first event:
# found by where they stand, so that nothing sealed need be opened for it.
CLAIMED = """
    select claimed.stream_id, claimed.data ->> 'kind' as kind from events made
    join events claimed on claimed.position in (made.position + 1, made.position + 2)
        and claimed.type = 'name_claimed' and claimed.subject_id = made.stream_id
    where made.stream_id = $1 and made.version = 1
"""


async def consider(writer: Writer, command: EraseAccount, actor: Actor) -> Considered:
    """Decide on what the log says now, and expect that nobody signs in and nothing else changes meanwhile."""
    me = actor.account_id
    seen, unchanged = await accounts.with_sessions(writer, me)
    if actor.session_id is not None:
        accounts.account_of(seen).admit(actor.session_id)
    events = account.decide(accounts.account_of(seen), command)
    drafts = [Draft(me, event) for event in events]
    expectations = [untouched(me, me, seen.version), unchanged]
    if drafts:
        for row in await writer.log.db.fetch(CLAIMED, me):
            released, expected = await _release(writer, row["stream_id"], ReleaseName(ClaimKind(row["kind"]), me))
            drafts += released
            expectations.append(expected)
    return Considered(
        me,
        drafts,
        expectations,
        lambda version: accounts.remember(writer, seen, events, me, command.command_id, version),
    )


async def _release(writer: Writer, stream_id: UUID, command: ReleaseName) -> tuple[list[Draft], Expectation]:
    state, version = await claims.read(writer, stream_id)
    return [Draft(stream_id, event) for event in claim.decide(state, command)], exact(stream_id, version)
