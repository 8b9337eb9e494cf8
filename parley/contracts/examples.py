"""Schemas with examples, put together from those that the fields declare."""

from typing import Any

from parley.contracts.schema import DIALECT, Json, resolved


class NoExample(LookupError):
    """A field of the contract has no example."""


def document(schema: Json, title: str) -> Json:
    """A schema that stands alone, with an example."""
    found = {"$schema": DIALECT, **schema, "title": title}
    if not found.get("$defs"):
        found.pop("$defs", None)
    return found | {"examples": [example_of(found, found.get("$defs", {}))]}


def example_of(schema: Json, named: Json) -> Any:
    """An example of what this schema describes; raises `NoExample`."""
    match found := resolved(schema, named):
        case {"examples": [first, *_]} | {"const": first} | {"enum": [first, *_]} | {"default": first}:
            return first
        case {"anyOf": [first, *_]} | {"oneOf": [first, *_]}:
            return example_of(first, named)
        case {"type": "array", "items": items}:
            return [example_of(items, named)]
        case {"properties": _}:
            return _object(found, named)
        case {"type": "object"}:  # whatever it holds
            return {}
        case _:
            raise NoExample(f"There is no example of {schema}.")


def _object(schema: Json, named: Json) -> Json:
    """Every field that is required, and of the others those that declare an example: a constant is none."""
    required, said = schema.get("required", ()), {}
    for name, field in schema["properties"].items():
        if name in required or "const" not in field:
            try:
                said[name] = example_of(field, named)
            except NoExample:
                if name in required:
                    raise NoExample(f"{schema.get('title')}.{name} has no example.") from None
    return said
