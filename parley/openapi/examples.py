"""Examples of whole bodies, put together from those that the fields declare."""

from typing import Any

from parley.openapi.schemas import resolved


class NoExample(LookupError):
    """A field of the contract has no example."""


def example_of(schema: dict[str, Any], named: dict[str, Any]) -> Any:
    """An example of what this schema describes; raises `NoExample`."""
    found = resolved(schema, named)
    if found.get("examples"):
        return found["examples"][0]
    for alternatives in ("anyOf", "oneOf"):
        if alternatives in found:
            return example_of(found[alternatives][0], named)
    if "enum" in found:
        return found["enum"][0]
    match found.get("type"):
        case "array":
            return [example_of(found["items"], named)]
        case "object" if "properties" in found:
            return _object(found, named)
        case _:
            raise NoExample(f"There is no example of {schema}.")


def _object(schema: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    """Every field that is required, and of the others those that declare an example."""
    said: dict[str, Any] = {}
    for name, field in schema["properties"].items():
        try:
            said[name] = example_of(field, named)
        except NoExample:
            if name in schema.get("required", ()):
                raise NoExample(f"{schema.get('title')}.{name} has no example.") from None
    return said
