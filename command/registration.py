"""Decides the commands that make an account: its own stream, and a claim for each of its names."""

from datetime import UTC, datetime
from uuid import UUID

from command import accounts, claims
from command.cache import Seen
from command.considered import Actor, Considered
from command.domain import account, claim
from command.domain.account import ImportAccount, RegisterAccount
from command.domain.claim import ClaimName
from command.keys import Keys, following_id
from command.writer import Writer
from events.claim import ClaimKind
from events.log.write import Expectation, exact, no_stream
from events.names import claim_stream
from events.stored import Draft


def account_id_of(keys: Keys, command_id: UUID) -> UUID:
    """Whose account a registration makes: a repeat makes the same one."""
    return following_id(keys, "account", command_id)


async def consider(
    writer: Writer, command: RegisterAccount | ImportAccount, actor: Actor, *, fresh: bool
) -> Considered:
    """Decide as if everything were new, and on what the log says once that has failed."""
    me = actor.account_id
    seen = await accounts.read(writer, me) if fresh else Seen(account.INITIAL, 0)
    events = account.decide(accounts.account_of(seen), command)
    drafts = [Draft(me, event) for event in events]
    expectations = [no_stream(me)]
    if isinstance(command, RegisterAccount):
        for kind, name in ((ClaimKind.USERNAME, command.username), (ClaimKind.EMAIL, command.email)):
            if name:
                claimed, expected = await _claim(writer, kind, name, me, fresh=fresh)
                drafts += claimed
                expectations.append(expected)
    return Considered(
        me,
        drafts,
        expectations,
        lambda version: accounts.remember(writer, seen, events, me, command.command_id, version),
    )


async def _claim(
    writer: Writer, kind: ClaimKind, name: str, me: UUID, *, fresh: bool
) -> tuple[list[Draft], Expectation]:
    stream_id = claim_stream(writer.keys.claim, kind, name)
    state, version = await claims.read(writer, stream_id) if fresh else (claim.INITIAL, 0)
    events = claim.decide(state, ClaimName(kind, me, datetime.now(UTC)))
    return [Draft(stream_id, event) for event in events], exact(stream_id, version)
