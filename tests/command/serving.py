"""The write routes served by one process, as the composition root serves them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from litestar import Litestar, Request
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig

from command.access import Access
from command.auth import authenticate, bearer
from command.caller import Caller
from command.problems import HANDLERS as COMMAND_HANDLERS
from command.routes import routes
from events.log.ended import EndedSessions
from runtime.json_request import MAX_BODY_BYTES, JsonRequest
from runtime.problems import HANDLERS


def make_app(access: Access, ended: EndedSessions, epoch: str) -> Litestar:
    def caller(request: Request[Any, Any, Any]) -> Caller:
        return Caller(access.writer, authenticate(access.tokens, ended, bearer(request)), epoch)

    return Litestar(
        route_handlers=routes,
        dependencies={
            "access": Provide(lambda: access, sync_to_thread=False),
            "tokens": Provide(lambda: access.tokens, sync_to_thread=False),
            "epoch": Provide(lambda: epoch, sync_to_thread=False),
            "caller": Provide(caller, sync_to_thread=False),
        },
        exception_handlers={**HANDLERS, **COMMAND_HANDLERS},
        request_class=JsonRequest,
        request_max_body_size=MAX_BODY_BYTES,
        logging_config=None,
        openapi_config=OpenAPIConfig("Parley", "1", use_handler_docstrings=True),
    )


@asynccontextmanager
async def served(access: Access, ended: EndedSessions) -> AsyncIterator[httpx.AsyncClient]:
    """A client of one process."""
    app = make_app(access, ended, (await access.writer.log.head()).epoch)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://parley") as client:
        yield client


class Person:
    """Somebody who registered and signed in."""

    def __init__(self, client: httpx.AsyncClient, username: str, session: dict[str, str]) -> None:
        self.client = client
        self.username = username
        self.account_id = session["account_id"]
        self.refresh_token = session["refresh_token"]
        self.headers = {"Authorization": f"Bearer {session['access_token']}"}

    async def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = None,
        via: httpx.AsyncClient | None = None,
    ) -> httpx.Response:
        """Ask as this person; `key` is the Idempotency-Key, `via` a client of another process."""
        sent = {**self.headers, **({} if key is None else {"Idempotency-Key": key})}
        return await (via or self.client).request(method, path, json=body, headers=sent)


PASSWORD = "correct horse battery staple"


async def person(client: httpx.AsyncClient, username: str) -> Person:
    """Register and sign in."""
    wanted = {"username": username, "password": PASSWORD}
    registered = await client.post("/v1/accounts", json=wanted)
    assert registered.status_code == 201, registered.text
    return await sign_in(client, username)


async def sign_in(client: httpx.AsyncClient, username: str, password: str = PASSWORD) -> Person:
    answer = await client.post("/v1/sessions", json={"username": username, "password": password})
    assert answer.status_code == 201, answer.text
    return Person(client, username, answer.json())
