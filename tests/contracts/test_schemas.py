"""Every schema is sound, says what it is about, and has an example that fits."""

from collections.abc import Iterator
from typing import Any, get_args

import jsonschema_rs
import msgspec
import pytest
from msgspec.structs import fields

from command import frames as commands
from events.wire.client import ClientFrame, CommandFrame, FromClient
from events.wire.frame import Frame
from parley.contracts.frames import FROM_SERVER, name_of
from parley.contracts.schema import Json
from query.live.decoding import NotUnderstood, decoded
from tests.contracts.judging import SCHEMAS, wrong

ROOM = "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21"
SAID = [name for name in SCHEMAS if name.startswith("client.")]
REFUSED: list[dict[str, Any]] = [
    {"frame": "shout"},
    {"room": ROOM},
    {"frame": "follow"},
    {"frame": "follow", "room": "kitchen"},
    {"frame": "follow", "room": ROOM, "from": "tail"},
    {"frame": "follow", "room": ROOM, "from": {}},
    {"frame": "follow", "room": ROOM, "from": {"seq": 4}},
    {"frame": "follow", "room": ROOM, "from": {"last": 4, "seq": 4, "epoch": "e"}},
    {"frame": "unfollow", "room": ROOM, "id": 1.5},
    {"frame": "connect", "token": None},
    {"frame": "connect", "token": "t", "resume": [{"room": ROOM, "epoch": "e"}]},
    {"frame": "pong", "heads": {}},
]
TAKEN: list[dict[str, Any]] = [
    {"frame": "pong"},
    {"frame": "pong", "id": None},
    {"frame": "unfollow", "room": ROOM, "id": "a"},
    {"frame": "follow", "room": ROOM, "from": "head"},
    {"frame": "follow", "room": ROOM, "from": {"seq": 4, "epoch": "e"}},
    {"frame": "follow", "room": ROOM, "from": {"last": 4, "seq": None}},
]


def parts(schema: Json) -> Iterator[tuple[str, Json]]:
    """Every field that a document describes, those of its definitions too."""
    for within in (schema, *schema.get("$defs", {}).values()):
        for name, one in within.get("properties", {}).items():
            yield name, one
            yield from parts(one)


def told(frame: Frame) -> Any:
    """A frame as a client reads it."""
    return msgspec.json.decode(msgspec.json.encode(frame))


def described(field: Json, root: Json) -> bool:
    shared = root.get("$defs", {}).get(str(field.get("$ref")).rpartition("/")[2], {})
    return bool(field.get("description") or shared.get("description"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_sound_and_its_examples_fit(name: str) -> None:
    jsonschema_rs.meta.validate(SCHEMAS[name])
    assert SCHEMAS[name]["examples"]
    for example in SCHEMAS[name]["examples"]:
        assert wrong(name, example) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_says_what_it_and_its_fields_are_about(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema["title"]
    assert schema["description"]
    assert [field for field, one in parts(schema) if not described(one, schema)] == []


@pytest.mark.parametrize("frame", FROM_SERVER, ids=name_of)
def test_the_server_can_say_the_example_and_at_least_the_required_fields(frame: type[Frame]) -> None:
    name = f"server.{name_of(frame)}"
    [example] = SCHEMAS[name]["examples"]
    assert told(msgspec.convert(example, frame)) == example
    needed = {field.encode_name for field in fields(frame) if field.required} | {"frame"}
    least = told(msgspec.convert({field: value for field, value in example.items() if field in needed}, frame))
    assert wrong(name, least) == []
    assert set(SCHEMAS[name]["required"]) == set(least)


def test_every_frame_has_a_schema() -> None:
    assert set(FROM_SERVER) == set(Frame.__subclasses__()) - {ClientFrame}
    assert set(get_args(FromClient)) == set(ClientFrame.__subclasses__())


@pytest.mark.parametrize("name", SAID)
def test_what_a_schema_lets_clients_say_is_understood(name: str) -> None:
    for example in SCHEMAS[name]["examples"]:
        frame = decoded(msgspec.json.encode(example), packed=False)
        assert decoded(msgspec.msgpack.encode(example), packed=True) == frame
        if isinstance(frame, CommandFrame):
            msgspec.convert(frame.data, commands.DATA[frame.type])
        assert wrong("client", example) == []


@pytest.mark.parametrize("frame", REFUSED, ids=str)
def test_what_is_refused_does_not_fit_either(frame: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood):
        decoded(msgspec.json.encode(frame), packed=False)
    with pytest.raises(NotUnderstood):
        decoded(msgspec.msgpack.encode(frame), packed=True)
    assert wrong("client", frame)


@pytest.mark.parametrize("frame", TAKEN, ids=str)
def test_what_is_taken_fits(frame: dict[str, Any]) -> None:
    taken = decoded(msgspec.json.encode(frame), packed=False)
    assert decoded(msgspec.msgpack.encode(frame), packed=True) == taken
    assert wrong("client", frame) == []


def test_a_command_needs_the_data_of_its_type() -> None:
    [example] = SCHEMAS["client.command.edit_message"]["examples"]
    assert wrong("client", example | {"type": "delete_message"})
    assert wrong("client", example | {"data": example["data"] | {"reply_to": ROOM}})
