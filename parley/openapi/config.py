"""What the OpenAPI document says of the whole, and where it is served."""

from importlib.metadata import version
from typing import Any

import msgspec
from litestar import Request, Response, Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, License, SecurityScheme, Tag
from litestar.status_codes import HTTP_404_NOT_FOUND

from parley.openapi.document import document
from runtime.problems import OF_STATUS, respond

DESCRIPTION = """
A chat backend in which the log is the product: every accepted command becomes immutable events, numbered without a gap.

- Commands are accepted once, for ever: send one again with the same `Idempotency-Key` (of a message: the same
  `message_id`) and you get the first result.
- Every answer to a command carries its `position`; pass it as `min_position` to read your own writes.
- What goes wrong is a problem document (RFC 9457) with a stable `type`. Besides those of each operation there are
  `/problems/method_not_allowed` (405) and, if we are at fault, `/problems/unexpected` (500).
- `GET /v1/live` is a WebSocket with the rooms' events as they happen.
"""
TAGS = {
    "accounts": "Who somebody is.",
    "sessions": "Signing in, staying signed in, signing out.",
    "rooms": "Where people talk.",
    "members": "Who is in a room, and as what.",
    "messages": "What is said.",
    "health": "How the server is doing.",
}


class Served(JsonRenderPlugin):
    """Serves the document, which is made once."""

    _encoded: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        self._encoded = self._encoded or msgspec.json.encode(document(request.app))
        return self._encoded


def _no_page(answer: Response[Any]) -> Response[Any]:
    return respond(OF_STATUS[404]) if answer.status_code == HTTP_404_NOT_FOUND else answer


def openapi() -> OpenAPIConfig:
    """For Litestar: the document is served as `/openapi.json`; its pages are in `parley.openapi.pages`."""
    bearer = SecurityScheme(
        type="http", scheme="bearer", bearer_format="JWT", description="The access_token of `POST /v1/sessions`."
    )
    return OpenAPIConfig(
        title="Parley",
        version=version("parley"),
        description=DESCRIPTION.strip(),
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        components=Components(security_schemes={"token": bearer}),
        security=[{"token": []}],
        tags=[Tag(name=name, description=description) for name, description in TAGS.items()],
        use_handler_docstrings=True,
        operation_id_creator=lambda handler, _method, _path: handler.handler_name,
        # Under an address of its own, because Litestar answers everything else beside the document as a page.
        openapi_router=Router("/openapi.json", route_handlers=[], include_in_schema=False, after_request=_no_page),
        render_plugins=[Served(path=["/", "/openapi.json"])],
    )
