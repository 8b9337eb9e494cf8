"""Litestar's outline of the OpenAPI document: paths, parameters and texts, and the routes that they are made of."""

from importlib.metadata import version

from litestar import Litestar
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, License, SecurityScheme, Tag

from parley.parts import Parts
from parley.routes import routes

DESCRIPTION = """
A chat backend in which the log is the product: every accepted command becomes immutable events, numbered without a gap.

- Commands are accepted once, for ever: send one again with the same `Idempotency-Key` (of a message: the same
  `message_id`) and you get the first result.
- Every answer to a command carries its `position`; pass it as `min_position` to read your own writes.
- What goes wrong is a problem document (RFC 9457) with a stable `type`. Besides those of each operation there are
  `/problems/method_not_allowed` (405) and, if we are at fault, `/problems/unexpected` (500).
- `GET /v1/live` is a WebSocket with the rooms' events as they happen: [/docs/live](/docs/live) tells of it. Without
  WebSockets, `/v1/rooms/{room_id}/stream` and `/v1/me/stream` are event streams of the same frames.
"""
TAGS = {
    "accounts": "Who somebody is.",
    "sessions": "Signing in, staying signed in, signing out.",
    "rooms": "Where people talk.",
    "members": "Who is in a room, and as what.",
    "messages": "What is said.",
    "health": "How the server is doing.",
}


def outline() -> Litestar:
    """An application that answers nothing: it has our routes, so that Litestar describes them."""
    parts = (*Parts.__struct_fields__, "principal", "caller")
    return Litestar(
        route_handlers=list(routes),
        dependencies={name: Provide(lambda: None, sync_to_thread=False) for name in parts},
        openapi_config=_config(),
        logging_config=None,
    )


def _config() -> OpenAPIConfig:
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
        render_plugins=[JsonRenderPlugin()],
    )
