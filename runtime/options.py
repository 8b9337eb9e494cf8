"""What may be done at an address: the whole answer to OPTIONS."""

from collections.abc import Collection
from typing import Any

from litestar import Request, Response
from litestar.routes import HTTPRoute
from litestar.status_codes import HTTP_204_NO_CONTENT


def every_method(request: Request[Any, Any, Any]) -> Response[None] | None:
    """The answer to OPTIONS, else None: Litestar's own leaves out what was registered later for the same path."""
    if request.method != "OPTIONS":
        return None
    here = request.scope["path_template"]
    found = (one for one in request.app.routes if isinstance(one, HTTPRoute) and one.path_format == here)
    methods = {method for route in found for method in route.methods}
    return Response(None, status_code=HTTP_204_NO_CONTENT, headers={"Allow": allow(methods)})


def allow(methods: Collection[str]) -> str:
    """These methods as a header tells of them; what can be got can be asked for its head."""
    return ", ".join(sorted({*methods, "HEAD"} if "GET" in methods else methods))
