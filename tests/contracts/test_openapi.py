"""The OpenAPI document tells everything about every operation, and every example in it is right."""

import copy
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from litestar.routes import HTTPRoute

from command.domain import texts
from command.domain.rejections import UnusableText
from events.names import EMAIL_PATTERN, normalise_email
from parley.app import make_app
from parley.contracts.examples import NoExample, example_of
from parley.contracts.schema import Json
from parley.openapi.breaks import breaks
from runtime.settings import Settings

OPEN_TO_ALL = {"register", "sign_in", "refresh", "jwks", "server", "live", "ready", "metrics"}
PROBLEM = "application/problem+json"
Operation = tuple[str, Json]


def operations(document: Json) -> Iterator[Operation]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def test_the_document_is_openapi_3_1(openapi: Json) -> None:
    assert openapi["openapi"].startswith("3.1")
    schemathesis.openapi.from_dict(openapi).validate()


def test_every_route_is_in_it(openapi: Json) -> None:
    app = make_app(Settings(_env_file=None))  # type: ignore[call-arg]
    routes = [route for route in app.routes if isinstance(route, HTTPRoute)]
    served = {
        f"{method} {route.path_format}"
        for route in routes
        for method, (handler, _) in route.route_handler_map.items()
        if handler.resolve_include_in_schema()
    }
    assert served == {name for name, _ in operations(openapi)}


def test_every_operation_says_what_it_does(openapi: Json) -> None:
    found = [*operations(openapi)]
    tags = {tag["name"] for tag in openapi["tags"]}
    for name, operation in found:
        assert operation["summary"], name
        assert operation["description"], name
        assert len(operation["tags"]) == 1, name
        assert set(operation["tags"]) <= tags, name
        assert re.fullmatch("[a-z]+(_[a-z]+)*", operation["operationId"]), name
        assert all(each["description"] and "example" in each for each in operation.get("parameters", ())), name
    assert len({operation["operationId"] for _, operation in found}) == len(found)


def test_every_operation_shows_what_is_sent_and_answered(openapi: Json) -> None:
    for name, operation in operations(openapi):
        good, *problems = operation["responses"].values()
        for holder in (operation.get("requestBody", {}), good):
            assert all("example" in content for content in holder.get("content", {}).values()), name
        for problem in problems:
            assert problem["description"], name
            assert PROBLEM not in problem["content"] or problem["content"][PROBLEM]["examples"], name


def test_who_may_ask_without_a_token_is_said(openapi: Json) -> None:
    public = {operation["operationId"] for _, operation in operations(openapi) if {} in operation["security"]}
    assert public == OPEN_TO_ALL
    for name, operation in operations(openapi):
        if {} not in operation["security"]:
            refused = operation["responses"]["401"]
            assert operation["security"] == [{"token": []}], name
            assert refused["headers"]["WWW-Authenticate"]["required"], name
            assert {"not_signed_in", "bad_token", "expired_token", "session_over"} <= set(
                refused["content"][PROBLEM]["examples"]
            ), name


def test_every_problem_says_its_status_and_how_long_to_wait(openapi: Json) -> None:
    for name, operation in operations(openapi):
        for status, problem in operation["responses"].items():
            for example in problem.get("content", {}).get(PROBLEM, {}).get("examples", {}).values():
                assert str(example["value"]["status"]) == status, name
            if status == "503" and PROBLEM in problem["content"]:
                assert problem["headers"]["Retry-After"]["required"], name


def test_every_example_is_as_its_schema_says(openapi: Json) -> None:
    def check(example: Any, schema: Json) -> None:
        validator = jsonschema_rs.Draft202012Validator(
            {**schema, "components": openapi["components"]}, validate_formats=True
        )
        assert [error.message for error in validator.iter_errors(example)] == [], example

    for _, operation in operations(openapi):
        for parameter in operation.get("parameters", ()):
            check(parameter["example"], parameter["schema"])
        for holder in (operation.get("requestBody", {}), *operation["responses"].values()):
            for header in holder.get("headers", {}).values():
                check(header["example"], header["schema"])
            for content in holder.get("content", {}).values():
                shown = [one["value"] for one in content.get("examples", {}).values()]
                for example in [*shown, *([content["example"]] if "example" in content else [])]:
                    check(example, content["schema"])


def test_a_field_without_an_example_is_named() -> None:
    field = {"title": "NewRoom", "type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    with pytest.raises(NoExample, match=r"NewRoom\.name has no example"):
        example_of(field, {})


JOINER = re.compile("[\u200c\u200d]")


def accepts(judge: Any, text: str) -> bool:
    try:
        judge(text)
    except (UnusableText, ValueError):
        return False
    return True


@pytest.mark.parametrize(
    ("judge", "pattern"),
    [(texts.body, texts.TEXT_PATTERN), (texts.room_name, texts.NAME_PATTERN), (texts.topic, texts.LINE_PATTERN)],
)
def test_texts_are_refused_exactly_where_the_document_says(judge: Any, pattern: str) -> None:
    characters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    shapes = (
        "{}",
        "a{}",
        " {} ",
        "a{}b",
        "\u0628{}\u0628",
        "\u2764\ufe0f{}\u2764",
        "\u0628{}",
        "{}\u0628",
        "{0}{0}",
        "{}\u200d\u0628",
        "\u0628\u200c{}",
    )
    for text in (shape.format(each) for shape in shapes for each in characters):
        said = bool(re.fullmatch(pattern, text))
        # Where a joiner may stand in a name is said in words.
        assert accepts(judge, text) is said or (said and JOINER.search(text) and judge is not texts.body), ascii(text)


@pytest.mark.parametrize("email", ["ann@example.org", "a.b+c@x", "A_%1@a-b.c-d.museum", f"{'x' * 64}@{'a' * 31}.b"])
def test_addresses_that_the_document_promises_to_take_are_taken(email: str) -> None:
    assert re.fullmatch(EMAIL_PATTERN, email)
    assert normalise_email(email) == email.lower()


def test_nothing_breaks_where_nothing_changes_or_more_is_offered(openapi: Json) -> None:
    more = copy.deepcopy(openapi)
    more["paths"]["/v2/rooms"] = more["paths"]["/v1/rooms"]
    more["components"]["schemas"]["Room"]["properties"]["colour"] = {"type": "string"}
    more["components"]["schemas"]["NewRoom"]["properties"]["colour"] = {"type": "string"}
    more["paths"]["/v1/rooms"]["get"]["parameters"].append(
        {"in": "query", "name": "colour", "required": False, "schema": {"type": "string"}}
    )
    del more["paths"]["/v1/rooms"]["post"]["responses"]["507"]
    assert breaks(openapi, openapi) == []
    assert breaks(openapi, more) == []


def at(document: Any, path: str) -> tuple[Any, str | int]:
    """The holder of what stands at a path, and its name there."""
    *parents, last = (part.replace("~", "/") for part in path.split("/"))
    for part in parents:
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document, int(last) if isinstance(document, list) else last


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("paths/~v1~rooms", None, "GET /v1/rooms is gone"),
        ("paths/~v1~rooms/post", None, "POST /v1/rooms is gone"),
        ("paths/~v1~me/get/operationId", "who", "GET /v1/me was called me and is called who"),
        ("paths/~v1~accounts/post/security", [{"token": []}], "POST /v1/accounts needs a token now"),
        ("paths/~v1~me/get/parameters", [], "GET /v1/me: the query parameter min_position is gone"),
        (
            "paths/~v1~me/get/parameters/0/required",
            True,
            "GET /v1/me: the query parameter min_position is required now",
        ),
        (
            "paths/~v1~rooms~directory/get/parameters/3/schema/maximum",
            100,
            "GET /v1/rooms/directory: the query parameter limit: maximum was 200 and is 100",
        ),
        (
            "components/schemas/NewRoom/required",
            ["name", "visibility", "topic"],
            "POST /v1/rooms: the body.topic is required now",
        ),
        ("components/schemas/NewRoom/properties/topic", None, "POST /v1/rooms: the body.topic is gone"),
        (
            "components/schemas/NewRoom/properties/name/maxLength",
            40,
            "POST /v1/rooms: the body.name: maxLength was 80 and is 40",
        ),
        (
            "paths/~v1~rooms~{room_id}~members~{account_id}/put/requestBody/required",
            True,
            "PUT /v1/rooms/{room_id}/members/{account_id}: a body is required now",
        ),
        ("components/schemas/Room/properties/topic", None, "GET /v1/rooms: 200.rooms[].topic is gone"),
        (
            "components/schemas/Room/properties/head/type",
            "string",
            "GET /v1/rooms/{room_id}: 200.head: was integer and is string",
        ),
        ("paths/~v1~rooms/post/responses/201", None, "POST /v1/rooms: 201 is answered no more"),
        (
            "paths/~v1~rooms~directory/get/responses/200/headers/Link",
            None,
            "GET /v1/rooms/directory: the header Link of 200 is gone",
        ),
        (
            "paths/~v1~me/get/responses/409/headers/Retry-After/schema/type",
            "string",
            "GET /v1/me: the header Retry-After of 409: was integer and is string",
        ),
        (
            "paths/~v1~rooms~directory/get/parameters/3/schema/default",
            None,
            "GET /v1/rooms/directory: the query parameter limit: left out it meant 50",
        ),
        (
            "paths/~v1~accounts/get/parameters/1/explode",
            False,
            "GET /v1/accounts: the query parameter ids is written in another way",
        ),
        ("components/securitySchemes/token/scheme", "basic", "the security scheme token has changed"),
        ("components/schemas/Problem/properties/type", None, "GET /v1/me: 401.type is gone"),
        ("components/schemas/Sent", None, "the schema Sent is gone"),
    ],
)
def test_a_change_that_breaks_programs_is_named(openapi: Json, path: str, value: Any, sentence: str) -> None:
    changed = copy.deepcopy(openapi)
    if path == "components/schemas/Sent":
        changed["paths"]["/v1/rooms/{room_id}/messages"]["post"]["responses"]["201"]["content"] = {
            "application/json": {"schema": {"$ref": "#/components/schemas/Opened"}}
        }
    holder, name = at(changed, path)
    if value is None:
        del holder[name]
    else:
        holder[name] = value
    assert sentence in breaks(openapi, changed)
