"""Who is asking: the access token of a request, checked, and not of a session that has ended."""

from typing import Any

from litestar import Request

from command.domain.rejections import SessionOver
from events.log.ended import EndedSessions
from runtime.problems import OF_STATUS, Refused
from runtime.tokens import Claims, Tokens


def authenticate(tokens: Tokens, ended: EndedSessions, token: str) -> Claims:
    """Who holds this token; raises `BadToken`, `ExpiredToken`, `SessionOver`, and `Refused` with 503.

    A process that cannot see which sessions have ended lets nobody in.
    """
    claims = tokens.verify(token)
    if not ended.ready:
        raise Refused(OF_STATUS[503])
    if ended.is_ended(claims.session_id):
        raise SessionOver
    return claims


def bearer(request: Request[Any, Any, Any]) -> str:
    """The token in the Authorization header; raises `Refused` with 401 where there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refused(OF_STATUS[401])
    return token.strip()
