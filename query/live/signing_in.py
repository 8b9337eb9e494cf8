"""Whose a connection is: judged by the token that a client connects with, and by each that renews it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.wire import client
from query.live.codes import Code
from runtime.tokens import BadToken, Claims, ExpiredToken

if TYPE_CHECKING:
    from query.live.connection import Connection


def signed_in(connection: Connection, frame: client.Connect) -> bool:
    """Whether a client is let in, or stays; who is not has been told why."""
    ended = connection.gateway.ended
    try:
        claims = connection.gateway.verify(frame.token)
    except ExpiredToken:
        return _refuse(connection, Code.UNAUTHORIZED, "the token is too old", retry=True)
    except BadToken:
        return _refuse(connection, Code.UNAUTHORIZED, "not a token of ours")
    if not ended.ready:
        return _refuse(connection, Code.TRY_LATER, "nobody can be let in right now", retry=True)
    if ended.is_ended(claims.session_id):
        return _refuse(connection, Code.UNAUTHORIZED, "the session has ended")
    if connection.claims is not None and connection.claims.account_id != claims.account_id:
        return _refuse(connection, Code.OTHER_ACCOUNT, "another account")
    if not _let_in(connection, claims):
        return False
    # Who only asks answers no pings: nobody can tell whether they are there.
    connection.gateway.signals.came(connection)
    return True


def shown(connection: Connection, claims: Claims) -> bool:
    """The same for a client whose request has shown whose it is, and that says nothing more."""
    if not _let_in(connection, claims):
        return False
    if connection.gateway.ended.is_ended(claims.session_id):  # since the request was looked at
        return _refuse(connection, Code.UNAUTHORIZED, "the session has ended")
    return True


def _let_in(connection: Connection, claims: Claims) -> bool:
    if connection.gateway.signed_in(connection, claims):
        return True
    return _refuse(connection, Code.TOO_MANY, "too many connections of this account", retry=True)


def _refuse(connection: Connection, code: Code, reason: str, *, retry: bool = False) -> bool:
    connection.goodbye(code, reason, retry=retry)
    return False
