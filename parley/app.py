"""The composition root: one ASGI application of the write side, the read side and the live stream."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Response
from litestar.config.cors import CORSConfig
from litestar.di import Provide
from litestar.plugins.prometheus import PrometheusConfig

from command.auth import authenticate, bearer
from command.caller import Caller
from command.problems import HANDLERS as REJECTIONS
from command.problems import problem_of
from command.rates import OF_ADDRESS
from parley.contracts.routes import contracts
from parley.garbage import settle
from parley.openapi.pages import pages
from parley.parts import Parts, opened
from parley.routes import routes
from parley.web.routes import web
from runtime.canonical_ids import only_canonical_ids
from runtime.json_request import MAX_BODY_BYTES, JsonRequest
from runtime.options import every_method
from runtime.problems import HANDLERS as PROBLEMS
from runtime.problems import on_unexpected, respond
from runtime.settings import Settings
from runtime.tokens import Claims

GIVEN = ("settings", "pool", "keyring", "epoch", "writer", "tokens", "access", "gateway", "ended", "searches")


def make_app(settings: Settings) -> Litestar:
    """Build the application; its parts open when it starts."""
    return Litestar(
        route_handlers=[*routes, contracts, pages(), web()],
        lifespan=[_parts(settings)],
        dependencies={
            **{name: Provide(_given(name), sync_to_thread=False) for name in GIVEN},
            "principal": Provide(_principal, sync_to_thread=False),
            "caller": Provide(_caller, sync_to_thread=False),
        },
        before_request=_before,
        exception_handlers={**PROBLEMS, **REJECTIONS, ExceptionGroup: _on_several},
        cors_config=_other_origins(settings),
        middleware=[PrometheusConfig(app_name="parley", prefix="parley", group_path=True).middleware],
        request_class=JsonRequest,
        request_max_body_size=MAX_BODY_BYTES,
        openapi_config=None,  # `parley.contracts` serves the document
        logging_config=None,
    )


async def _before(request: Request[Any, Any, Any]) -> Response[None] | None:
    """What holds for every request; as guards, which Litestar runs in threads, this would cost more than a send."""
    only_canonical_ids(request)
    if OF_ADDRESS in request.route_handler.opt:
        parts: Parts = request.app.state.parts
        parts.rates.check_address(request.route_handler.opt, request.client.host if request.client else "")
    return every_method(request)


def _parts(settings: Settings) -> Any:
    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        async with opened(settings) as parts:
            app.state.parts = parts
            settle()
            yield

    return lifespan


def _other_origins(settings: Settings) -> CORSConfig | None:
    """What pages of the allowed origins may do; without any, browsers keep to our own."""
    if not settings.allowed_origins:
        return None
    return CORSConfig(
        allow_origins=list(settings.allowed_origins),
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["authorization", "content-type", "idempotency-key", "last-event-id"],
        expose_headers=["link", "parley-position", "ratelimit", "ratelimit-policy", "retry-after"],
    )


def _on_several(request: Request[Any, Any, Any], errors: ExceptionGroup[Exception]) -> Response[bytes]:
    """Errors while a request was cleaned up after: a database that went away meanwhile is all there is to say."""
    problems = [problem_of(error) for error in _leaves(errors)]
    if all(problem.status == 503 for problem in problems):
        return respond(problems[0])
    return on_unexpected(request, errors)


def _leaves(error: Exception) -> Iterator[Exception]:
    if isinstance(error, ExceptionGroup):
        for inner in error.exceptions:
            yield from _leaves(inner)
    else:
        yield error


def _given(name: str) -> Any:
    def give(request: Request[Any, Any, Any]) -> Any:
        return getattr(request.app.state.parts, name)

    return give


def _principal(request: Request[Any, Any, Any]) -> Claims:
    """Who is asking, by the access token of the request."""
    parts: Parts = request.app.state.parts
    return authenticate(parts.tokens, parts.ended, bearer(request))


def _caller(request: Request[Any, Any, Any]) -> Caller:
    parts: Parts = request.app.state.parts
    principal = _principal(request)
    parts.rates.check_account(request.route_handler.opt, principal)
    return Caller(parts.writer, principal, parts.epoch)
