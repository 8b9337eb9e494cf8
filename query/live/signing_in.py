"""Whose a connection is: judged by the token that a client connects with, and by each that renews it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.wire import client
from query.live.codes import Code
from runtime.tokens import BadToken, Claims, ExpiredToken

if TYPE_CHECKING:
    from query.live.talk import Talk


def signed_in(talk: Talk, frame: client.Connect) -> bool:
    """Whether a client is let in, or stays; who is not has been told why."""
    ended = talk.gateway.ended
    try:
        claims = talk.gateway.verify(frame.token)
    except ExpiredToken:
        return _refuse(talk, Code.UNAUTHORIZED, "the token is too old", retry=True)
    except BadToken:
        return _refuse(talk, Code.UNAUTHORIZED, "not a token of ours")
    if not ended.ready:
        return _refuse(talk, Code.TRY_LATER, "nobody can be let in right now", retry=True)
    if ended.is_ended(claims.session_id):
        return _refuse(talk, Code.UNAUTHORIZED, "the session has ended")
    if talk.claims is not None and talk.claims.account_id != claims.account_id:
        return _refuse(talk, Code.OTHER_ACCOUNT, "another account")
    if not _let_in(talk, claims):
        return False
    talk.gateway.signals.came(talk)  # who only asks answers no pings: nobody can tell whether they are there
    return True


def shown(talk: Talk, claims: Claims) -> bool:
    """The same for a client whose request has shown whose it is, and that says nothing more."""
    if not _let_in(talk, claims):
        return False
    if talk.gateway.ended.is_ended(claims.session_id):  # since the request was looked at
        return _refuse(talk, Code.UNAUTHORIZED, "the session has ended")
    return True


def _let_in(talk: Talk, claims: Claims) -> bool:
    if talk.gateway.signed_in(talk, claims):
        return True
    return _refuse(talk, Code.TOO_MANY, "too many connections of this account", retry=True)


def _refuse(talk: Talk, code: Code, reason: str, *, retry: bool = False) -> bool:
    talk.goodbye(code, reason, retry=retry)
    return False
