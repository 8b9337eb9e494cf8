"""A schema's fields as rows of a table, for people: the name, what it may be, whether it is always there, and why."""

import json
from collections.abc import Iterator

from msgspec import Struct

from parley.contracts.schema import COMPONENTS, Json

SEALED = "Sealed"  # stands in many places, and is told of once


class Row(Struct, frozen=True):
    """One field; those of objects within have dotted names, `[]` stands for each of a list."""

    name: str
    kind: str
    always: bool
    means: str


def rows(schema: Json, schemas: dict[str, Json], before: str = "") -> Iterator[Row]:
    """Every field, and after it those within it."""
    for name, one in schema.get("properties", {}).items():
        if one is False:
            continue
        means = one.get("description") or resolved(one, schemas).get("description", "")
        if "default" in one and one["default"] not in (None, (), [], ""):
            means += f" If left out: `{json.dumps(one['default'])}`."
        yield Row(before + name, kind(one, schemas), name in schema.get("required", ()), means)
        for within, suffix in inside(one, schemas):
            yield from rows(within, schemas, f"{before}{name}{suffix}.")


def kind(schema: Json, schemas: dict[str, Json]) -> str:
    """What a value may be, in words."""
    found = resolved(schema, schemas)
    match found:
        case {"title": title} if title == SEALED:
            return "sealed"
        case {"const": value}:
            return json.dumps(value)
        case {"enum": [*values]}:
            return " | ".join(json.dumps(value) for value in values)
        case {"anyOf": [*several]}:
            return " or ".join(dict.fromkeys(kind(one, schemas) for one in several))
        case {"type": "array", "items": [*items]}:
            return f"[{', '.join(kind(one, schemas) for one in items)}]"
        case {"type": "array", "items": items}:
            return f"list of {kind(items, schemas)}"
        case {"type": str(one)}:
            return str(found.get("format", one))
        case _:
            return "anything"


def resolved(schema: Json, schemas: dict[str, Json]) -> Json:
    """The schema that is meant, where it only refers to another."""
    match schema:
        case {"$ref": str(ref)} | {"allOf": [{"$ref": str(ref)}]} if "properties" not in schema:
            return schemas[ref.removeprefix(COMPONENTS)]
        case _:
            return schema


def inside(schema: Json, schemas: dict[str, Json]) -> Iterator[tuple[Json, str]]:
    """The objects among what a value may be."""
    found = resolved(schema, schemas)
    if "properties" in found and found.get("title") != SEALED:
        yield found, ""
    for one in found.get("anyOf", ()):
        yield from inside(one, schemas)
    if isinstance(found.get("items"), dict):
        for one, suffix in inside(found["items"], schemas):
            yield one, f"[]{suffix}"
