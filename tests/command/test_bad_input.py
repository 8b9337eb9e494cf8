"""Whatever is sent to a write route, the answer is a problem document with the right 4xx."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import httpx
import pytest
from structlog.testing import capture_logs

from tests.command.serving import PASSWORD, Person, person

NESTED = b'{"body": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
Route = tuple[str, str, Mapping[str, Any] | None]


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> Person:
    return await person(client, "ann")


@pytest.fixture
async def paths(ann: Person) -> dict[str, str]:
    room = (await ann.ask("POST", "/v1/rooms", {"name": "A room", "visibility": "public"})).json()["room_id"]
    message = (await ann.ask("POST", f"/v1/rooms/{room}/messages", {"body": "Hello"})).json()["message_id"]
    return {"room": room, "message": message}


WITH_BODY: dict[str, tuple[str, str, dict[str, Any]]] = {
    "register": ("POST", "/v1/accounts", {"username": "ben", "password": PASSWORD}),
    "sign in": ("POST", "/v1/sessions", {"username": "ann", "password": PASSWORD}),
    "refresh": ("POST", "/v1/sessions/refresh", {"refresh_token": "x"}),
    "display name": ("PATCH", "/v1/me", {"display_name": "Ann"}),
    "password": ("PUT", "/v1/me/password", {"current_password": PASSWORD, "new_password": PASSWORD}),
    "open": ("POST", "/v1/rooms", {"name": "Room", "visibility": "public"}),
    "describe": ("PATCH", "/v1/rooms/{room}", {"name": "Room"}),
    "add": ("PUT", "/v1/rooms/{room}/members/" + str(uuid4()), {"role": "member"}),
    "send": ("POST", "/v1/rooms/{room}/messages", {"body": "Hello"}),
    "edit": ("PATCH", "/v1/rooms/{room}/messages/{message}", {"body": "Hello"}),
}
WITHOUT_BODY: dict[str, tuple[str, str]] = {
    "sign out": ("DELETE", "/v1/sessions/current"),
    "archive": ("POST", "/v1/rooms/{room}/archive"),
    "join": ("PUT", "/v1/rooms/{room}/members/me"),
    "leave": ("DELETE", "/v1/rooms/{room}/members/me"),
    "remove": ("DELETE", "/v1/rooms/{room}/members/" + str(uuid4())),
    "delete": ("DELETE", "/v1/rooms/{room}/messages/{message}"),
}
ALL: dict[str, Route] = {**WITH_BODY, **{name: (*route, None) for name, route in WITHOUT_BODY.items()}}
WRONG: list[object] = [5, True, [], {}, 1e300]
MAY_BE_NULL = {"add", "describe"}
OPEN_TO_ALL = {"register", "sign in", "refresh"}


def problem(answer: httpx.Response, *statuses: int) -> dict[str, Any]:
    assert answer.status_code in statuses, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert document["status"] == answer.status_code
    assert document["type"].startswith("/problems/")
    assert document["title"]
    assert "Traceback" not in answer.text
    return document


@pytest.mark.parametrize("name", WITH_BODY)
async def test_a_bad_body_is_refused_whatever_is_wrong_with_it(ann: Person, paths: dict[str, str], name: str) -> None:
    method, path, good = WITH_BODY[name]
    path = path.format(**paths)

    async def send(content: bytes, status: int, media_type: str = "application/json") -> dict[str, Any]:
        headers = {**ann.headers, "Content-Type": media_type}
        return problem(await ann.client.request(method, path, content=content, headers=headers), status)

    right = json.dumps(good).encode()
    with capture_logs() as logged:
        assert (await send(b"\xff\xfe{}", 400))["type"] == "/problems/not_json"
        await send(right[:-1] + b', "more": "\xff"}', 400)
        await send(NESTED, 400)
        await send(b"[" * 100_000, 400)
        await send(b"{", 400)
        await send(b"null" if name != "add" else b"[]", 400)
        await send(b"[1]", 400)
        assert (await send(json.dumps({**good, "more": 1}).encode(), 400))["type"] == "/problems/invalid"
        assert (await send(right, 415, "text/plain"))["type"] == "/problems/unsupported_media_type"
        await send(right, 415, "application/x-www-form-urlencoded")
        await send(right, 415, "multipart/form-data; boundary=x")
        await send(right, 415, "application/json; charset=utf-16")
        await send(b'{"body": "' + b"x" * 10_000_000 + b'"}', 413)
        for field in good:
            for wrong in WRONG if name in MAY_BE_NULL else [*WRONG, None]:
                await send(json.dumps({**good, field: wrong}).encode(), 400)
        if name != "add":
            await send(b"", 400)
    assert not [line for line in logged if line["log_level"] in ("error", "critical")]


@pytest.mark.parametrize("name", ["register", "display name", "open", "describe", "send", "edit", "password"])
@pytest.mark.parametrize("text", ["a\x00b", "   ", "\n", ""], ids=["NUL", "blanks", "newline", "nothing"])
async def test_text_that_cannot_be_kept_is_refused(ann: Person, paths: dict[str, str], name: str, text: str) -> None:
    field = {
        "register": "username",
        "display name": "display_name",
        "open": "name",
        "describe": "name",
        "send": "body",
        "edit": "body",
        "password": "new_password",
    }[name]
    method, path, good = WITH_BODY[name]
    problem(await ann.ask(method, path.format(**paths), {**good, field: text}), 400)


@pytest.mark.parametrize(
    ("name", "field", "text", "said"),
    [
        ("send", "body", "a\x00b", "The character U+0000 at offset 1 cannot be kept here."),
        ("edit", "body", "\x00", "The character U+0000 at offset 0 cannot be kept here."),
        ("send", "body", " \n", "Nothing of it can be seen."),
        ("edit", "body", "x" * 16_001, "It has 16,001 characters; 16,000 is the most."),
        ("open", "name", "\u2800", "Nothing of it can be seen."),
        ("open", "name", "\u202egnal", "The character U+202E at offset 0 cannot be kept here."),
        ("describe", "topic", "no\u200bthing", "The character U+200B at offset 2 cannot be kept here."),
        ("register", "display_name", "Ann\U000e0041", "The character U+E0041 at offset 3 cannot be kept here."),
        ("display name", "display_name", "A\u200dnn", "The character U+200D at offset 1 cannot be kept here."),
        (
            "display name",
            "display_name",
            "Z" + "\u0301" * 5,
            "The mark at offset 5 is one too many on its character; 4 is the most.",
        ),
        ("describe", "topic", "two\nlines", "The character U+000A at offset 3 cannot be kept here."),
        ("display name", "display_name", "a\x00b", "The character U+0000 at offset 1 cannot be kept here."),
        ("register", "display_name", "\u3164", "Nothing of it can be seen."),
    ],
)
async def test_of_a_text_that_cannot_be_kept_it_is_said_which_and_why(
    ann: Person, paths: dict[str, str], name: str, field: str, text: str, said: str
) -> None:
    method, path, good = WITH_BODY[name]
    answer = problem(await ann.ask(method, path.format(**paths), {**good, field: text}), 400)
    assert answer["errors"] == [{"message": said, "key": field}]


async def test_text_that_is_too_long_is_refused(ann: Person, paths: dict[str, str]) -> None:
    messages = f"/v1/rooms/{paths['room']}/messages"
    assert (await ann.ask("POST", messages, {"body": "\U0001f600" * 16_000})).status_code == 201
    problem(await ann.ask("POST", messages, {"body": "x" * 16_001}), 400)
    problem(await ann.ask("POST", "/v1/rooms", {"name": "x" * 81, "visibility": "public"}), 400)
    problem(await ann.ask("PATCH", f"/v1/rooms/{paths['room']}", {"topic": "x" * 251}), 400)
    problem(await ann.ask("PATCH", "/v1/me", {"display_name": "x" * 65}), 400)
    problem(await ann.client.post("/v1/accounts", json={"username": "x" * 33, "password": PASSWORD}), 400)
    problem(await ann.client.post("/v1/accounts", json={"username": "carol", "password": "x" * 1025}), 400)
    problem(await ann.client.post("/v1/accounts", json={"username": "carol", "password": "short"}), 400)
    problem(await ann.client.post("/v1/sessions", json={"username": "ann", "password": "x" * 100_000}), 401)
    problem(await ann.client.post("/v1/sessions", json={"username": "ann", "password": "a\x00b"}), 401)
    problem(await ann.client.post("/v1/sessions", json={"username": "\x00", "password": PASSWORD}), 401)


@pytest.mark.parametrize("name", [*sorted(WITH_BODY.keys() - OPEN_TO_ALL), *WITHOUT_BODY])
async def test_every_route_asks_who_is_there(ann: Person, paths: dict[str, str], name: str) -> None:
    method, path, body = ALL[name]
    token = ann.headers["Authorization"].removeprefix("Bearer ")
    head, claims, signature = token.split(".")
    forged = f"{head}.{claims}.{signature[:-4]}AAAA"
    for authorization in (
        None,
        "",
        "Bearer",
        "Bearer ",
        "Basic YW5uOmFubg==",
        f"Bearer {token[:-10]}",
        f"Bearer {head}.{claims}",
        f"Bearer {forged}",
        "Bearer " + "x" * 5000,
        "Bearer \xff\xfe",
    ):
        headers = [(b"Authorization", authorization.encode("latin-1"))] if authorization is not None else []
        answer = await ann.client.request(method, path.format(**paths), json=body, headers=headers)
        problem(answer, 401)
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("name", [*sorted(WITH_BODY.keys() - {"sign in", "refresh"}), *WITHOUT_BODY])
async def test_an_idempotency_key_is_a_uuid(ann: Person, paths: dict[str, str], name: str) -> None:
    method, path, body = ALL[name]
    for key in ("x", "1", "", "\x00" * 3, "0" * 5000):
        answer = await ann.ask(method, path.format(**paths), body, key=key)
        problem(answer, 400)


async def test_what_is_not_there_is_a_problem_too(ann: Person, paths: dict[str, str]) -> None:
    problem(await ann.ask("GET", "/nothing/here"), 404)
    problem(await ann.ask("POST", "/v1/rooms/not-a-uuid/messages", {"body": "x"}), 404)
    problem(await ann.ask("PUT", "/v1/accounts", {}), 405)
    strange = str(uuid4())
    problem(await ann.ask("POST", f"/v1/rooms/{strange}/messages", {"body": "x"}), 404)
    problem(await ann.ask("PUT", f"/v1/rooms/{strange}/members/me"), 404)
    problem(await ann.ask("PATCH", f"/v1/rooms/{paths['room']}/messages/{strange}", {"body": "x"}), 404)
    problem(await ann.ask("DELETE", f"/v1/rooms/{paths['room']}/messages/{strange}"), 404)
    problem(await ann.ask("DELETE", f"/v1/rooms/{paths['room']}/members/{strange}"), 404)
    problem(await ann.ask("PUT", f"/v1/rooms/{paths['room']}/members/{strange}"), 404)


async def test_anothers_private_room_and_a_room_that_never_was_are_refused_alike(
    client: httpx.AsyncClient, ann: Person
) -> None:
    ben = await person(client, "ben")
    opened = await ann.ask("POST", "/v1/rooms", {"name": "Ours", "visibility": "private"})
    for method, path, body in ALL.values():
        if "{room}" in path:
            answers = [
                await ben.ask(method, path.format(room=room, message=uuid4()), body)
                for room in (opened.json()["room_id"], uuid4())
            ]
            assert problem(answers[0], 404) == problem(answers[1], 404)


async def test_a_whole_number_is_an_integer_however_it_is_written(ann: Person, paths: dict[str, str]) -> None:
    read = f"/v1/rooms/{paths['room']}/read"
    assert (await ann.ask("PUT", read, {"seq": 1.0})).status_code == 200
    for seq in (1.5, "1", 1e300):
        found = problem(await ann.ask("PUT", read, {"seq": seq}), 400)
        assert found["errors"][0]["key"] == "seq"
