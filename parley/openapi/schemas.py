"""The JSON Schemas of what is sent and answered, exactly as msgspec reads and writes it."""

import inspect
from collections.abc import Iterable
from typing import Any

import msgspec

REF = "#/components/schemas/"


def components(types: Iterable[Any]) -> dict[str, Any]:
    """Every named schema that these types are made of, by name."""
    _, named = msgspec.json.schema_components(list(dict.fromkeys(types)), ref_template=REF + "{name}")
    return {name: _tidy(schema) for name, schema in sorted(named.items())}


def schema_of(annotation: Any) -> dict[str, Any]:
    """The schema of one type; structs are referred to."""
    ([schema], _) = msgspec.json.schema_components([annotation], ref_template=REF + "{name}")
    found: dict[str, Any] = _tidy(schema)
    return found


def resolved(schema: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    """What a reference refers to, with what is said beside it."""
    if "$ref" not in schema:
        return schema
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    return {**named[schema["$ref"].removeprefix(REF)], **beside}


def _tidy(schema: Any) -> Any:
    """Docstrings without their indentation; an enumeration of texts says that it is of texts.

    What a field is when it is left out is said in words: generators take a field with a default for one that is there.
    """
    if isinstance(schema, list):
        return [_tidy(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _tidy(value) for key, value in schema.items() if key != "default"}
    if isinstance(found.get("description"), str):
        found["description"] = inspect.cleandoc(found["description"])
    if isinstance(found.get("enum"), list) and all(isinstance(one, str) for one in found["enum"]):
        found = {"type": "string", **found}
    return found
