"""From a struct to its JSON Schema."""

import inspect
from typing import Any

import msgspec
from msgspec import UNSET, Struct
from msgspec.structs import fields

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(struct: type[Struct]) -> Json:
    """A struct's schema; what it refers to stands in its `$defs`."""
    _, defs = msgspec.json.schema_components([struct], ref_template="#/$defs/{name}")
    found = {name: _tidy(schema) for name, schema in defs.items()}
    schema: Json = found.pop(struct.__name__)
    if (tag := struct.__struct_config__.tag_field) is not None:
        schema["properties"][tag] |= {"description": f"Which {tag} this is.", "type": "string"}
    return schema | {"$defs": found}


def always(struct: type[Struct]) -> list[str]:
    """The fields that are there whenever such a struct is encoded."""
    omits = struct.__struct_config__.omit_defaults
    sure = [one for one in fields(struct) if one.required or not (omits or one.default is UNSET)]
    return [one.encode_name for one in sure]


def document(schema: Json, title: str) -> Json:
    """A schema that stands alone, with an example."""
    found = {"$schema": DIALECT, **schema, "title": title}
    if not found.get("$defs"):
        found.pop("$defs", None)
    return found | {"examples": [example(found, found)]}


def example(schema: Json, root: Json) -> Any:
    """What fits a schema, made from the examples of its parts."""
    match schema:
        case {"examples": [first, *_]} | {"const": first} | {"enum": [first, *_]} | {"default": first}:
            return first
        case {"$ref": ref}:
            return example(target(ref, root), root)
        case {"anyOf": [first, *_]}:
            return example(first, root)
        case {"type": "array", "items": items}:
            return [example(items, root)]
        case {"properties": properties}:
            shown = {*schema.get("required", ()), *(name for name, one in properties.items() if "examples" in one)}
            return {name: example(one, root) for name, one in properties.items() if name in shown}
        case _:
            return {}


def target(ref: str, root: Json) -> Json:
    """What a reference inside a document means."""
    found: Json = root["$defs"][ref.removeprefix("#/$defs/")]
    return found


def _tidy(value: Any) -> Any:
    """One value is a constant, and a docstring's indentation is Python's."""
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: _tidy(one) for name, one in value.items()}
    if isinstance(found.get("description"), str):
        found["description"] = inspect.cleandoc(found["description"])
    match found:
        case {"enum": [only]}:
            del found["enum"]
            found["const"] = only
    return found
