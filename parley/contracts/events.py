"""Events as clients are told of them: opened, in their newest shape, without the words that are gone."""

from events.codec import sealed_fields
from events.registry import EVENTS
from events.room import RoomEvent
from events.sealing import ERASED
from events.wire.event import EventFrame
from parley.contracts.schema import Json, always, schema_of

REDACTED = {"description": "There when the words are gone: deleted, edited since, or erased.", "const": True}
# Whoever has no words is told so, and whoever has them is not.
WORDS_OR_REDACTED = {
    "if": {"properties": {"body": {"type": "null"}}},
    "then": {"required": ["redacted"]},
    "else": {"properties": {"redacted": False}},
}


def happened() -> dict[str, Json]:
    """The `event` frame of every type of event that happens in rooms."""
    rooms = {type_: event for type_, event in EVENTS.items() if issubclass(event, RoomEvent)}
    return {type_: _frame(type_, event) for type_, event in rooms.items()}


def _frame(type_: str, event: type[RoomEvent]) -> Json:
    frame, data = schema_of(EventFrame), _data(event)
    frame["$defs"] |= data.pop("$defs")
    properties = frame["properties"]
    properties["type"] = {"description": properties["type"]["description"], "const": type_}
    properties["v"] = {"description": properties["v"]["description"], "const": event.SCHEMA_VERSION}
    properties["data"] = data
    if "body" not in data["properties"]:
        properties.pop("html")
    frame["required"] = ["frame", *always(EventFrame)]
    frame["description"] = f"{data['description']}\n\n{frame['description']}"
    return frame


def _data(event: type[RoomEvent]) -> Json:
    schema = schema_of(event)
    schema.pop("additionalProperties")
    properties = {name: {**one} for name, one in schema["properties"].items() if name != "type"}
    for one in properties.values():
        one.pop("default", None)
    required = [*properties]
    for name in sealed_fields(event):
        if name != "body":
            properties[name]["description"] += f" Reads `{ERASED}` once it has been erased."
    if "body" in properties:
        properties["body"] |= {"anyOf": [{"type": properties["body"].pop("type")}, {"type": "null"}]}
        properties["redacted"] = REDACTED
        schema |= WORDS_OR_REDACTED
    title = f"data of {event.__struct_config__.tag}"
    return schema | {"title": title, "properties": properties, "required": required}
