"""Keyset pages: how many, from where, and the links to the pages before and after."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.params import QueryParameter

from query.problems import bad_request

MAX_PAGE = 200
DEFAULT_PAGE = 50
MAX_INT = 2**31 - 1

Limit = Annotated[int, QueryParameter(ge=1, le=MAX_PAGE, description=f"How many at most, up to {MAX_PAGE}.")]
Seq = Annotated[int | None, QueryParameter(ge=0, le=MAX_INT, description="A seq of the room, as messages carry it.")]


def link(request: Request[Any, Any, Any], **pages: Mapping[str, object] | None) -> str:
    """A `Link` header: each page's relation with the query parameters that lead to it, None where there is none."""
    kept = {name: value for name, value in request.query_params.items() if name == "limit"}
    path = request.url.path
    return ", ".join(
        f'<{path}?{urlencode({**kept, **query})}>; rel="{relation}"' for relation, query in pages.items() if query
    )


def only_known_parameters(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse a query parameter that the route does not have, or that is given twice: it would be ignored silently."""
    known = handler.parsed_fn_signature.parameters
    injected = handler.resolve_dependencies()
    for name in connection.query_params:
        if name != "min_position" and (name not in known or name in injected):
            raise bad_request(f"There is no parameter {name!r:.40} here.")
        if name != "ids" and len(connection.query_params.getall(name)) > 1:
            raise bad_request(f"The parameter {name!r} is given more than once.")
