"""Where the documents are served: beside the OpenAPI document, to anybody."""

from functools import cache

from litestar import MediaType, Response, Router, get
from litestar.params import FromPath

from parley.contracts.asyncapi import asyncapi
from parley.contracts.files import ASYNCAPI, OPENAPI, contents
from parley.contracts.page import POLICY, page
from parley.contracts.schemas import schemas
from runtime.problems import OF_STATUS, Refused

# The documents are made when the first of them is asked for, which takes its time: in a thread, beside the talk.


@get("/asyncapi.json", sync_to_thread=True)
def asyncapi_document() -> Response[bytes]:
    """The live protocol and the stream of events, as AsyncAPI 3.0."""
    return _served(ASYNCAPI)


@get("/openapi.json", sync_to_thread=True)
def openapi_document() -> Response[bytes]:
    """The HTTP API, as OpenAPI 3.1."""
    return _served(OPENAPI)


@get("/schemas/{file_name:str}", sync_to_thread=True)
def schema_document(file_name: FromPath[str]) -> Response[bytes]:
    """One JSON Schema, or `index.json`, which lists them."""
    return _served(f"schemas/{file_name}")


@get("/docs/live", media_type=MediaType.HTML, sync_to_thread=True)
def live_page() -> Response[str]:
    """The AsyncAPI document, to read."""
    return Response(_page(), headers={"Content-Security-Policy": POLICY})


contracts = Router(
    path="/", route_handlers=[asyncapi_document, openapi_document, schema_document, live_page], include_in_schema=False
)


@cache
def _page() -> str:
    return page(asyncapi(schemas()))


def _served(path: str) -> Response[bytes]:
    found = contents().get(path)
    if found is None:
        raise Refused(OF_STATUS[404])
    return Response(found, media_type=MediaType.JSON)
