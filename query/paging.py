"""Keyset pages: how many, from where, and the links to the pages before and after."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import ResponseHeader
from litestar.handlers import BaseRouteHandler
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from query.problems import bad_request

T = TypeVar("T")
MAX_PAGE = 200
DEFAULT_PAGE = 50
MAX_INT = 2**31 - 1

Limit = Annotated[
    int,
    QueryParameter(
        ge=1, le=MAX_PAGE, description=f"How many at most, up to {MAX_PAGE}.", examples=[Example(value=DEFAULT_PAGE)]
    ),
]
# For `response_headers`.
LINK = ResponseHeader(
    name="Link",
    description="Where the pages beside this one are (RFC 8288), `prev` and `next`; absent where there is none.",
    documentation_only=True,
)


def after_id(description: str) -> QueryParameter:
    """A parameter that is the last id of the page before."""
    return QueryParameter(description=description, examples=[Example(value="5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21")])


def seq_bound(description: str) -> QueryParameter:
    """A parameter that is a seq of the room."""
    return QueryParameter(
        ge=0,
        le=MAX_INT,
        description=description,
        examples=[Example(value=4711)],
        schema_extra={"minimum": 0},  # Litestar leaves out a bound that is 0
    )


def cut(rows: list[T], limit: int) -> tuple[list[T], T | None]:
    """A page of what was asked for with one more; where that is there, also the page's last, behind which more is."""
    return rows[:limit], rows[limit - 1] if len(rows) > limit else None


def link(request: Request[Any, Any, Any], **pages: Mapping[str, object] | None) -> str:
    """A `Link` header: each page's relation with the query parameters that lead to it, None where there is none."""
    kept = {name: value for name, value in request.query_params.items() if name in ("limit", "q")}
    path = request.url.path
    return ", ".join(
        f'<{path}?{urlencode({**kept, **query})}>; rel="{relation}"' for relation, query in pages.items() if query
    )


def only_known_parameters(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse a query parameter that the route does not have, or that is given twice: it would be ignored silently."""
    known = {name.rstrip("_") for name in handler.parsed_fn_signature.parameters}  # `from_` is `from` in an address
    injected = handler.resolve_dependencies()
    for name in connection.query_params:
        if name != "min_position" and (name not in known or name in injected):
            raise bad_request(f"There is no parameter {name!r:.40} here.")
        if name != "ids" and len(connection.query_params.getall(name)) > 1:
            raise bad_request(f"The parameter {name!r} is given more than once.")
        if connection.query_params[name].lower() == "null":  # which would be read as if it were left out
            raise bad_request(f"The parameter {name!r} is left out, not null.")
