"""The OpenAPI document and the pages that show it."""

from importlib.metadata import version

from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import (
    JsonRenderPlugin,
    RedocRenderPlugin,
    ScalarRenderPlugin,
    SwaggerRenderPlugin,
)
from litestar.openapi.spec import Components, License, SecurityScheme

DESCRIPTION = """
A chat backend in which the log is the product: every accepted command becomes immutable events, numbered without a gap.

- Commands are accepted once, for ever: send one again with the same `Idempotency-Key` (of a message: the same
  `message_id`) and you get the first result.
- Every answer to a command carries its `position`; pass it as `min_position` to read your own writes.
- What goes wrong is a problem document (RFC 9457) with a stable `type`.
- `GET /v1/live` is a WebSocket with the rooms' events as they happen.
"""


def openapi() -> OpenAPIConfig:
    """`/openapi.json`, shown by Scalar under `/docs`, Swagger UI under `/docs/swagger`, ReDoc under `/docs/redoc`."""
    bearer = SecurityScheme(
        type="http", scheme="bearer", bearer_format="JWT", description="The access_token of `POST /v1/sessions`."
    )
    return OpenAPIConfig(
        title="Parley",
        version=version("parley"),
        description=DESCRIPTION,
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        components=Components(security_schemes={"token": bearer}),
        security=[{"token": []}],
        use_handler_docstrings=True,
        path="/",
        render_plugins=[
            ScalarRenderPlugin(path="/docs"),
            SwaggerRenderPlugin(path="/docs/swagger"),
            RedocRenderPlugin(path="/docs/redoc"),
            JsonRenderPlugin(path="/openapi.json"),
        ],
    )
