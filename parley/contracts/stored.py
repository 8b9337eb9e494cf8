"""Events as the log and the bus have them: personal data sealed, every field there, nothing else."""

from events.codec import sealed_fields
from events.event import Event, Owner
from events.registry import STORED, Shape
from events.sealing import SealedValue
from parley.contracts.examples import document
from parley.contracts.schema import Json, schema_of
from projections.bus.message import SUBJECTS

WHOSE = {
    Owner.AUTHOR: "the event's actor",
    Owner.ACCOUNT: "the account whose stream it is",
    Owner.TARGET: "the account in `account_id`",
    Owner.ROOM: "the room whose stream it is",
}


def stored() -> dict[str, Json]:
    """One document for every shape that was ever stored."""
    return {name_of(shape): _stored(shape, struct) for shape, struct in STORED.items()}


def name_of(shape: Shape) -> str:
    """What the schema of a stored shape is called."""
    return f"stored.{shape.type}.v{shape.schema_version}"


def subject_of(event: type[Event], shape: Shape) -> str:
    """Where events of this shape are published on the bus."""
    return f"{SUBJECTS}.{event.CATEGORY}.{shape.type}"


def _stored(shape: Shape, struct: type[Event]) -> Json:
    schema, owners = schema_of(struct), sealed_fields(struct)
    properties = {name: _frozen(one) for name, one in schema["properties"].items() if name != "type"}
    for name, owner in owners.items():
        properties[name] = _sealed(properties[name], owner)
    sealed = schema_of(SealedValue)
    sealed.pop("$defs")
    schema |= {
        "properties": properties,
        "required": sorted(properties),
        "$defs": schema["$defs"] | ({"Sealed": sealed | {"title": "Sealed"}} if owners else {}),
        "x-subject": subject_of(struct, shape),
    }
    return document(schema, f"{shape.type} v{shape.schema_version}, as it is stored")


def _frozen(schema: Json) -> Json:
    """Without the default, which is stored like any other value."""
    return {name: value for name, value in schema.items() if name != "default"}


def _sealed(schema: Json, owner: Owner) -> Json:
    return {
        "description": f"{schema['description']} Sealed with a key of {WHOSE[owner]}; an empty text is left open.",
        "anyOf": [{"$ref": "#/$defs/Sealed"}, {"const": "", "type": "string"}],
        "x-personal-data-of": str(owner),
    }
