"""From a struct to its JSON Schema."""

import inspect
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import UNSET, Struct
from msgspec.structs import fields

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
HERE, COMPONENTS = "#/$defs/", "#/components/schemas/"  # where a reference finds what it refers to


def schema_of(struct: type[Struct]) -> Json:
    """A struct's schema; what it refers to stands in its `$defs`."""
    _, defs = msgspec.json.schema_components([struct], ref_template=HERE + "{name}")
    found = {name: everywhere(schema, _tidy) for name, schema in defs.items()}
    schema: Json = found.pop(struct.__name__)
    if (tag := struct.__struct_config__.tag_field) is not None:
        schema["properties"][tag] |= {"description": f"Which {tag} this is.", "type": "string"}
    return schema | {"$defs": found}


def always(struct: type[Struct]) -> list[str]:
    """The fields that are there whenever such a struct is encoded."""
    omits = struct.__struct_config__.omit_defaults
    sure = [one for one in fields(struct) if one.required or not (omits or one.default is UNSET)]
    return [one.encode_name for one in sure]


def resolved(schema: Json, named: Json) -> Json:
    """What a reference refers to, with what is said beside it."""
    if "$ref" not in schema:
        return schema
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    return {**named[schema["$ref"].rpartition("/")[2]], **beside}


def everywhere(value: Any, change: Callable[[Json], Json]) -> Any:
    """The same with every object in it changed, the innermost first."""
    if isinstance(value, list):
        return [everywhere(one, change) for one in value]
    if not isinstance(value, dict):
        return value
    return change({name: everywhere(one, change) for name, one in value.items()})


def readable(schema: Json) -> Json:
    """The same with its docstring as people read it: the indentation is Python's."""
    match schema:
        case {"description": str(said)}:
            return schema | {"description": inspect.cleandoc(said)}
        case _:
            return schema


def _tidy(schema: Json) -> Json:
    """One value is a constant."""
    match found := readable(schema):
        case {"enum": [only], **others}:
            return {**others, "const": only}
        case _:
            return found
