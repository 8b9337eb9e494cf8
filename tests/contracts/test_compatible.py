"""A change that breaks what others rely on is named; one that only adds is let pass."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from parley.contracts.asyncapi import asyncapi
from parley.contracts.compatible import breaks
from parley.contracts.lost import lost
from parley.contracts.schema import Json
from tests.contracts.judging import SCHEMAS

Change = Callable[[Json], Any]
FOLLOW, CONNECT, PONG, SEND = "client.follow", "client.connect", "client.pong", "client.command.send_message"
HELLO, PING, FOLLOWED, SENT = "server.hello", "server.ping", "server.followed", "server.event.message_sent"
REPLY = "operations hearFollow reply"
REJECTED, CREATED, HEADERS = "server.rejected", "stored.room_created.v1", "bus.headers"


def field(name: str, **keywords: Any) -> Change:
    """Give a field other keywords, instead of all it had."""
    return lambda schema: schema["properties"].update({name: keywords})


def also(name: str, **keywords: Any) -> Change:
    return lambda schema: schema["properties"][name].update(keywords)


def without(name: str) -> Change:
    return lambda schema: schema["properties"].pop(name)


def required(*names: str) -> Change:
    return lambda schema: schema["required"].extend(names)


def optional(name: str) -> Change:
    return lambda schema: schema["required"].remove(name)


def inside(name: str, change: Change) -> Change:
    return lambda schema: change(schema["properties"][name])


def shared(name: str, change: Change) -> Change:
    return lambda schema: change(schema["$defs"][name])


def changed(name: str, change: Change) -> list[str]:
    new = deepcopy(SCHEMAS)
    change(new[name])
    return breaks(SCHEMAS, new)


BREAKING: list[tuple[str, Change, str]] = [
    (FOLLOW, without("from"), "client.follow.from is gone"),
    (FOLLOW, required("id"), "client.follow.id is required now"),
    (FOLLOW, also("id", anyOf=[{"type": "string"}, {"type": "null"}]), "client.follow.id: may no longer be integer"),
    (FOLLOW, field("room", type="integer"), "client.follow.room: was string and is integer"),
    (FOLLOW, also("room", format="uri"), "client.follow.room: format was 'uuid' and is 'uri'"),
    (FOLLOW, also("from", default={"last": 10}), "client.follow.from: left out it meant 'head' and means {'last': 10}"),
    (FOLLOW, shared("Start", without("last")), "client.follow.from.last is gone"),
    (CONNECT, shared("Resume", required("id")), "client.connect.resume[].id is required now"),
    (CONNECT, also("token", enum=["a", "b"]), "client.connect.token: only ['a', 'b'] is understood now"),
    (CONNECT, also("token", pattern="^ey"), "client.connect.token: pattern was None and is '^ey'"),
    (SEND, inside("data", also("body", maxLength=100)), f"{SEND}.data.body: maxLength was 16000 and is 100"),
    (SEND, inside("data", also("body", minLength=2)), f"{SEND}.data.body: minLength was 1 and is 2"),
    (SEND, also("type", const="say"), f"{SEND}.type: 'send_message' is no longer understood"),
    (HELLO, without("epoch"), "server.hello.epoch is gone"),
    (HELLO, optional("epoch"), "server.hello.epoch may be missing now"),
    (HELLO, field("epoch", type="integer"), "server.hello.epoch: was string and is integer"),
    (HELLO, field("epoch", anyOf=[{"type": "string"}, {"type": "null"}]), "server.hello.epoch: may now be null too"),
    (HELLO, also("frame", const="hi"), "server.hello.frame: was always 'hello' and may be something else"),
    (PING, also("heads", additionalProperties={"type": "string"}), "server.ping.heads.*: was integer and is string"),
    (REJECTED, shared("Problem", optional("title")), "server.rejected.problem.title may be missing now"),
    (SENT, inside("data", lambda data: data.pop("then")), "server.event.message_sent.data: then was"),
    (SENT, also("v", const=2), "server.event.message_sent.v: was always 1 and may be something else"),
    (HEADERS, without("parley-leaf"), "bus.headers.parley-leaf is gone"),
    (CREATED, without("topic"), "stored.room_created.v1 has changed: what is stored stays as it is"),
    (CREATED, field("colour", type="string"), "stored.room_created.v1 has changed"),
    (CREATED, shared("Visibility", lambda one: one["enum"].append("secret")), "stored.room_created.v1 has changed"),
    (CREATED, also("name", **{"x-personal-data-of": "author"}), "stored.room_created.v1 has changed"),
]
HARMLESS: list[tuple[str, Change]] = [
    (FOLLOW, field("quietly", type="boolean")),
    (FOLLOW, optional("room")),
    (FOLLOW, also("room", description="Which one.")),
    (FOLLOW, field("room", anyOf=[{"type": "string", "format": "uuid"}, {"type": "integer"}])),
    (FOLLOW, also("from", anyOf=[{"enum": ["head", "tail"]}, {"$ref": "#/$defs/Start"}])),
    (SEND, inside("data", also("body", maxLength=20000))),
    (SEND, inside("data", lambda data: data["properties"]["body"].pop("minLength"))),
    (HELLO, field("motto", type="string")),
    (HELLO, required("motto")),
    (FOLLOWED, field("gap", **{"$ref": "#/$defs/Range"})),
    (CREATED, also("name", description="What it is called.", examples=["Den"])),
    (CREATED, lambda schema: schema.update(title="Another", description="Other words.")),
]


@pytest.mark.parametrize(("name", "change", "sentence"), BREAKING, ids=[sentence for _, _, sentence in BREAKING])
def test_a_change_that_breaks_is_named(name: str, change: Change, sentence: str) -> None:
    [found] = changed(name, change)
    assert found.startswith(sentence)


@pytest.mark.parametrize(("name", "change"), HARMLESS)
def test_a_change_that_only_adds_or_explains_breaks_nothing(name: str, change: Change) -> None:
    assert changed(name, change) == []


@pytest.mark.parametrize("name", [PONG, HELLO, SENT, SEND, HEADERS])
def test_a_schema_that_is_gone_is_named(name: str) -> None:
    assert breaks(SCHEMAS, {other: one for other, one in SCHEMAS.items() if other != name}) == [f"{name} is gone"]


def test_a_stored_shape_stays_when_there_is_a_newer_one() -> None:
    newer = {"stored.room_created.v2" if name == CREATED else name: one for name, one in SCHEMAS.items()}
    assert breaks(SCHEMAS, newer) == [f"{CREATED} is gone: a shape that was ever stored is kept among RETIRED"]


def test_more_of_everything_breaks_nothing() -> None:
    added = {"client.shout": SCHEMAS[PONG], "server.shout": SCHEMAS[HELLO], "stored.shouted.v1": SCHEMAS[CREATED]}
    assert breaks(SCHEMAS, SCHEMAS | added) == []


def at(path: str, change: Change) -> Change:
    """A change somewhere in the AsyncAPI document."""

    def apply(document: Json) -> None:
        for name in path.split():
            document = document[name]
        change(document)

    return apply


def drop(name: str) -> Change:
    return lambda part: part.pop(name)


def last_of(name: str) -> Change:
    return lambda part: part[name].pop()


def instead(**keywords: Any) -> Change:
    return lambda part: part.update(keywords)


TAKEN_AWAY: list[tuple[str, Change]] = [
    ("the server bus is gone", at("servers", drop("bus"))),
    ("the channel events is gone", at("channels", drop("events"))),
    ("the channel live was at /v1/live and is at /live", at("channels live", instead(address="/live"))),
    ("the channel live: its message client.pong is gone", at("channels live messages", drop(PONG))),
    ("the channel live: its close code 4429 is gone", at("channels live x-close-codes", drop("4429"))),
    ("the channel events: its category room is gone", at("channels events parameters category", last_of("enum"))),
    ("the operation hearPong is gone", at("operations", drop("hearPong"))),
    ("the operation sayPing has another action", at("operations sayPing", instead(action="receive"))),
    ("the operation hearPong: its message client.pong is gone", at("operations hearPong", last_of("messages"))),
    ("the operation hearFollow: its answer server.rejected is gone", at(REPLY, last_of("messages"))),
]


@pytest.mark.parametrize(("sentence", "change"), TAKEN_AWAY, ids=[sentence for sentence, _ in TAKEN_AWAY])
def test_what_the_asyncapi_document_loses_is_named(sentence: str, change: Change) -> None:
    old = asyncapi(SCHEMAS)
    new = deepcopy(old)
    change(new)
    assert lost(old, new) == [sentence]
    assert lost(old, old) == []
