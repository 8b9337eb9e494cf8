"""Sessions: begun with a password, kept alive by turning refresh tokens, ended for every process at once."""

from uuid import UUID

from msgspec import Struct

from command import credentials, refresh_tokens
from command.access import Access
from command.accounts import account_of, read
from command.considered import Actor
from command.domain.account import EndSession, StartSession
from command.domain.rejections import NoSuchAccount, WrongPassword
from command.handler import handle
from command.keys import following_id
from command.refresh_tokens import RefreshToken
from command.writer import Writer
from events.account import EndReason
from events.claim import ClaimKind, NameClaimed
from events.names import UnusableName, claim_stream, normalise_username
from runtime.tokens import LIFETIME

# The row is there before the event, so that whoever ends all sessions finds every one that is in the log.
BEGIN = """
    insert into sessions (session_id, account_id, expires_at, device) values ($1, $2, now() + interval '30 days', $3)
    on conflict do nothing
"""
FORGET_OLD = "delete from sessions where account_id = $1 and expires_at < now()"
TURN = """
    update sessions set generation = generation + 1, expires_at = now() + interval '30 days'
    where session_id = $1 and generation = $2 and expires_at > now()
    returning account_id
"""
# An answer that is lost is asked for again, and two pages may turn one token at once: for half a minute the generation
# before gets what the newest one got. The thirty days are counted from when the tokens were given out last.
REPEAT = """
    select account_id from sessions
    where session_id = $1 and generation = $2 + 1 and expires_at > now() + interval '30 days' - interval '30 seconds'
"""
FIND = "select account_id, generation from sessions where session_id = $1"
FORGET = "delete from sessions where session_id = $1"


class BadRefreshToken(Exception):
    """This refresh token is not good any more; sign in again."""


class AccountIsErased(BadRefreshToken):
    """This account is erased: nobody signs in to it any more."""


class SignedIn(Struct, frozen=True):
    """What a client needs from now on."""

    account_id: UUID
    access_token: str
    refresh_token: str
    expires_in: int


async def sign_in(access: Access, command_id: UUID, username: str, password: str, device: str | None) -> SignedIn:
    """Begin a session; raises `WrongPassword`, after the same time whether or not there is such an account."""
    account_id = await holder(access.writer, username)
    # Read before the password is checked: if it is changed meanwhile, the command below is refused.
    password_of = account_of(await read(access.writer, account_id)).password if account_id else None
    right = await credentials.check(access.pool, access.passwords, account_id, password_of, password)
    if account_id is None or not right:
        raise WrongPassword
    session_id = following_id(access.writer.keys, "session", account_id, command_id)
    await access.pool.execute(FORGET_OLD, account_id)
    await access.pool.execute(BEGIN, session_id, account_id, device)
    command = StartSession(command_id=command_id, session_id=session_id, password=password_of)
    try:
        accepted = await handle(access.writer, command, Actor(account_id))
    except NoSuchAccount:  # erased since it was looked up
        raise WrongPassword from None
    if accepted.duplicate:
        await _refuse_ended(access, account_id, session_id)
    generation = await access.pool.fetchval("select generation from sessions where session_id = $1", session_id)
    return _signed_in(access, account_id, RefreshToken(session_id, generation, account_id))


async def refresh(access: Access, token: str) -> SignedIn:
    """Turn a refresh token into the next one, the same for half a minute; raises `BadRefreshToken`, `AccountIsErased`.

    One that is older, or was turned longer ago, ends the session.
    """
    genuine = refresh_tokens.read(access.writer.keys, token)
    if genuine is None:
        raise BadRefreshToken
    of = (genuine.session_id, genuine.generation)
    account_id = await access.pool.fetchval(TURN, *of) or await access.pool.fetchval(REPEAT, *of)
    if account_id is None:
        await _end_if_reused(access, genuine)
        await _refuse_erased(access, genuine.account_id)
        raise BadRefreshToken
    await _refuse_ended(access, account_id, genuine.session_id)
    return _signed_in(access, account_id, RefreshToken(genuine.session_id, genuine.generation + 1, account_id))


async def sign_out(access: Access, command_id: UUID, actor: Actor) -> None:
    """End the actor's session."""
    assert actor.session_id is not None
    command = EndSession(command_id=command_id, session_id=actor.session_id, reason=EndReason.SIGNED_OUT)
    await handle(access.writer, command, actor)
    await access.pool.execute(FORGET, actor.session_id)


async def holder(writer: Writer, username: str) -> UUID | None:
    """Whose username this is, if it is anybody's."""
    try:
        normalised = normalise_username(username)
    except UnusableName:
        return None
    claims = await writer.log.stream(claim_stream(writer.keys.claim, ClaimKind.USERNAME, normalised))
    last = claims[-1].event if claims else None
    return last.account_id if isinstance(last, NameClaimed) else None


async def _end_if_reused(access: Access, token: RefreshToken) -> None:
    row = await access.pool.fetchrow(FIND, token.session_id)
    if row is None or row["generation"] <= token.generation:
        return
    # Somebody else has the tokens of this session too: neither of them may go on.
    command_id = following_id(access.writer.keys, "reuse", token.session_id)
    command = EndSession(command_id=command_id, session_id=token.session_id, reason=EndReason.TOKEN_REUSED)
    await handle(access.writer, command, Actor(row["account_id"]))
    await access.pool.execute(FORGET, token.session_id)


async def _refuse_ended(access: Access, account_id: UUID, session_id: UUID) -> None:
    """What is true of a session stands in the log; the row may have outlived it."""
    account = account_of(await read(access.writer, account_id))
    if session_id in account.ended:
        await access.pool.execute(FORGET, session_id)
        raise AccountIsErased if account.erased else BadRefreshToken


async def _refuse_erased(access: Access, account_id: UUID | None) -> None:
    """No row is left of a session whose account is erased; its tokens say whose it was."""
    if account_id and account_of(await read(access.writer, account_id)).erased:
        raise AccountIsErased


def _signed_in(access: Access, account_id: UUID, token: RefreshToken) -> SignedIn:
    access_token = access.tokens.issue(account_id, token.session_id)
    return SignedIn(account_id, access_token, refresh_tokens.write(access.writer.keys, token), LIFETIME)
