"""HEAD is answered at every address as GET is, but for the body (RFC 9110, 9.3.2)."""

from typing import cast

from litestar.types import ASGIApp, HTTPDisconnectEvent, Receive, Scope, Send


def heads_as_gets(app: ASGIApp) -> ASGIApp:
    """The application, which takes a HEAD for a GET; the server, which knows better, leaves the body out."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("method") == "HEAD":
            scope = cast("Scope", {**scope, "method": "GET"})
            receive = _hung_up  # nobody waits for a body that does not end
        await app(scope, receive, send)

    return answered


async def _hung_up() -> HTTPDisconnectEvent:
    return {"type": "http.disconnect"}
