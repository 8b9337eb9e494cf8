"""The OpenAPI document: Litestar's outline of our routes, with our schemas, parameters, examples and problems in it."""

from collections.abc import Iterator
from typing import Any

from litestar import Litestar, Response
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from parley.contracts.examples import example_of
from parley.contracts.schema import Json
from parley.openapi.links import link_all
from parley.openapi.outline import outline
from parley.openapi.parameters import parameter
from parley.openapi.refusals import refusals
from parley.openapi.schemas import components, content
from runtime.problem_docs import Problem, Refusals

METHODS = ("get", "post", "put", "patch", "delete")
# What the headers of good answers look like.
HEADERS = {
    "Link": '</v1/rooms/directory?after=5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21>; rel="next"',
    "Parley-Position": "1f0c22aa9b3d.5120",
}


def document() -> Json:
    """The whole document as JSON, the same whenever it is made; raises `NoExample`."""
    app = outline()
    found: Json = app.openapi_schema.to_schema()
    handlers = {handler.handler_name: handler for handler in _handlers(app)}
    schemas = components([Problem, *(each for handler in handlers.values() for each in _types(handler))])
    found["components"]["schemas"] = schemas
    operations = {}
    for path, item in found["paths"].items():
        found["paths"][path] = filled = {method: item[method] for method in METHODS if method in item}
        for method, operation in filled.items():
            name = operation["operationId"]
            operations[name] = filled[method] = _filled(operation, handlers[name], found)
    link_all(operations, schemas)
    return found


def _handlers(app: Litestar) -> Iterator[HTTPRouteHandler]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            yield from (each for each, _ in route.route_handler_map.values() if each.resolve_include_in_schema())


def _types(handler: HTTPRouteHandler) -> Iterator[Any]:
    """What the route takes and answers."""
    if handler.parsed_data_field:
        yield handler.parsed_data_field.annotation
    yield _answer(handler)


def _answer(handler: HTTPRouteHandler) -> Any:
    answer = handler.parsed_return_field
    return answer.inner_types[0].raw if answer.is_subclass_of(Response) else answer.raw


def _filled(operation: Json, handler: HTTPRouteHandler, whole: Json) -> Json:
    schemas = whole["components"]["schemas"]
    operation["security"] = operation.get("security", whole["security"])
    operation["parameters"] = [parameter(each, handler) for each in operation.get("parameters", ())]
    good = operation["responses"][str(handler.status_code)]
    good["headers"] = {name: _header(name, each) for name, each in sorted(good.get("headers", {}).items())}
    for media_type in good.get("content", {}):
        good["content"][media_type] = _content(_answer(handler), schemas)
    if data := handler.parsed_data_field:
        content = {"application/json": _content(data.annotation, schemas)}
        operation["requestBody"] = {"required": not data.has_default, "content": content}
    operation["responses"] = {
        str(handler.status_code): {name: value for name, value in good.items() if value},
        **{status: operation["responses"][status] for status in _other_answers(handler)},
        **refusals(operation, handler.responses or {}),
    }
    return {name: value for name, value in operation.items() if value not in (False, [])}


def _content(annotation: Any, schemas: Json) -> Json:
    schema = content(annotation)
    return {"schema": schema, "example": example_of(schema, schemas)}


def _other_answers(handler: HTTPRouteHandler) -> Iterator[str]:
    """The statuses that are neither success nor problem."""
    for status, said in (handler.responses or {}).items():
        if not isinstance(said, Refusals):
            yield str(status)


def _header(name: str, said: Json) -> Json:
    return {"description": said["description"], "schema": {"type": "string"}, "example": HEADERS[name]}
