"""The messages of the AsyncAPI document: what each is called, says and looks like."""

from typing import Any

from events.event import Event
from events.registry import Shape
from parley.contracts.schema import Json
from parley.contracts.stored import name_of, subject_of


def live_message(name: str, schema: Json) -> Json:
    """A frame; what has an `id` ties answers to questions by it."""
    summary, _, _ = schema["description"].partition("\n")
    found: Json = {
        "name": name.partition(".")[2],
        "title": schema["title"],
        "summary": summary,
        "description": schema["description"],
        "payload": {"$ref": f"#/components/schemas/{name}"},
        "examples": [{"payload": one} for one in schema["examples"]],
    }
    if "id" in schema["properties"]:
        found["correlationId"] = {"location": "$message.payload#/id", "description": "The client's own choice."}
    return found


def bus_message(shape: Shape, event: type[Event], schema: Json, headers: Json) -> Json:
    """An event as the stream has it."""
    kind = f"parley.{shape.type}.v{shape.schema_version}"
    subject = subject_of(event, shape)
    return {
        "name": kind,
        "title": f"{shape.type} v{shape.schema_version}",
        "summary": schema["description"],
        "description": f"{schema['description']}\n\nSubject: `{subject}`.",
        "headers": {
            "type": "object",
            "allOf": [{"$ref": "#/components/schemas/bus.headers"}],
            "properties": {"ce-type": {"const": kind}},
        },
        "payload": {"$ref": f"#/components/schemas/{name_of(shape)}"},
        "examples": [{"headers": headers["examples"][0] | {"ce-type": kind}, "payload": _one(schema)}],
        "x-subject": subject,
    }


def _one(schema: Json) -> Any:
    return schema["examples"][0]
