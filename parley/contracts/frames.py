"""The live protocol: every frame that clients say, and every frame that is said to them."""

from typing import get_args

from msgspec import Struct

from command.frames import DATA
from events.signals import Presence, Present, Read, Typing
from events.wire.client import CommandFrame, FromClient
from events.wire.event import EventFrame
from events.wire.frame import Frame
from events.wire.notices import Gap, Moved, Notice
from events.wire.server import Accepted, Ended, Followed, Goodbye, Hello, Lagging, Ping, Ready, Rejected, Signal
from parley.contracts.events import happened
from parley.contracts.examples import document, example_of
from parley.contracts.schema import Json, always, schema_of
from runtime.problem_docs import Problem
from runtime.problems import OF_STATUS

FROM_SERVER: tuple[type[Frame], ...] = (
    Hello,
    Ready,
    Followed,
    EventFrame,
    Signal,
    Accepted,
    Rejected,
    Ended,
    Lagging,
    Notice,
    Moved,
    Gap,
    Ping,
    Goodbye,
)
# What the data of a `signal` is, by its type.
SIGNALS: dict[str, tuple[type[Struct], ...]] = {"typing": (Typing,), "presence": (Presence, Present), "read": (Read,)}
# What `Start` judges by itself: a schema made from its fields alone would let anything pass.
EITHER = [
    {"required": ["last"], "properties": {name: {"type": "null"} for name in ("epoch", "seq")}},
    {"required": ["epoch", "seq"], "properties": {"last": {"type": "null"}}},
]


def name_of(frame: type[Struct]) -> str:
    """What stands in the field `frame`."""
    return str(frame.__struct_config__.tag)


def client() -> dict[str, Json]:
    """What clients say: a frame each, and a command each."""
    found: dict[str, Json] = {}
    for frame in get_args(FromClient):
        if frame is CommandFrame:
            found |= {f"client.command.{type_}": _command(type_, data) for type_, data in DATA.items()}
        else:
            schema = schema_of(frame)
            if "Start" in schema["$defs"]:
                schema["$defs"]["Start"]["oneOf"] = EITHER
            found[f"client.{name_of(frame)}"] = document(schema, name_of(frame))
    anything = "Any frame that a client says."
    return {**found, "client": _any_of(found, "what clients say", anything)}


def server() -> dict[str, Json]:
    """What clients are told; they pass over fields, frames and types of events that they do not know."""
    told = {f"server.{name_of(frame)}": _told(frame) for frame in FROM_SERVER}
    events = {f"server.event.{type_}": document(schema, f"event {type_}") for type_, schema in happened().items()}
    known = [
        {"if": {"properties": {"type": {"const": type_}}}, "then": {"$ref": f"server.event.{type_}.json"}}
        for type_ in happened()
    ]
    told["server.event"] |= {"allOf": known, "examples": events["server.event.message_sent"]["examples"]}
    told["server.signal"] = _signal(told["server.signal"])
    anything = "Any frame that the server says."
    return {**told, **events, "server": _any_of(told, "what the server says", anything)}


def _told(frame: type[Frame]) -> Json:
    schema = schema_of(frame)
    schema["required"] = ["frame", *always(frame)]
    if frame is Rejected:
        _with_problem(schema)
    return document(schema, name_of(frame))


def _signal(frame: Json) -> Json:
    """Frames know of a signal's data only that it is an object."""
    several = {type_: [schema_of(one) for one in data] for type_, data in SIGNALS.items()}
    defs = {one["title"]: one for found in several.values() for one in found}
    for one in defs.values():
        assert not one.pop("$defs")
    frame["$defs"] = defs
    frame["allOf"] = [
        {
            "if": {"properties": {"type": {"const": type_}}},
            "then": {"properties": {"data": {"anyOf": [{"$ref": f"#/$defs/{one['title']}"} for one in found]}}},
        }
        for type_, found in several.items()
    ]
    first = example_of(next(iter(defs.values())), {})
    return frame | {"examples": [frame["examples"][0] | {"data": first}]}


def _with_problem(schema: Json) -> None:
    """Frames know of problems only that they are objects."""
    problem = schema_of(Problem)
    schema["$defs"] |= problem.pop("$defs") | {"Problem": problem | {"examples": [OF_STATUS[404].document()]}}
    schema["properties"]["problem"] = {
        "description": schema["properties"]["problem"]["description"],
        "$ref": "#/$defs/Problem",
    }


def _command(type_: str, data: type[Struct]) -> Json:
    frame, inner = schema_of(CommandFrame), schema_of(data)
    frame["$defs"] |= inner.pop("$defs")
    frame["properties"]["type"] = {"description": "Which command.", "const": type_}
    frame["properties"]["data"] = inner | {"title": f"data of {type_}"}
    frame["description"] = f"{inner['description']}\n\n{frame['description']}"
    return document(frame, f"command {type_}")


def _any_of(documents: dict[str, Json], title: str, description: str) -> Json:
    first = next(iter(documents.values()))
    return {
        "$schema": first["$schema"],
        "title": title,
        "description": description,
        "anyOf": [{"$ref": f"{name}.json"} for name in documents],
        "examples": first["examples"],
    }
