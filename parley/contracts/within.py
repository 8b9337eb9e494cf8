"""Schemas as parts of the AsyncAPI document, whose own dialect is that of draft 7."""

from typing import Any

from parley.contracts.schema import Json

BESIDE = "#/components/schemas/"


def within(schemas: dict[str, Json]) -> dict[str, Json]:
    """The schemas and what they refer to, side by side."""
    found: dict[str, Json] = {}
    for name, schema in schemas.items():
        for shared, one in schema.get("$defs", {}).items():
            here = _rewritten(one)
            assert found.setdefault(shared, here) == here, f"two schemas are called {shared}"
        found[name] = _rewritten({key: one for key, one in schema.items() if key not in ("$schema", "$defs")})
    return found


def _rewritten(value: Any) -> Any:
    """In draft 7 nothing counts that stands beside a reference, and tuples are written in another way."""
    if isinstance(value, list):
        return [_rewritten(one) for one in value]
    if not isinstance(value, dict):
        return value
    ref = value.get("$ref")
    found = {key: _rewritten(one) for key, one in value.items() if key != "$ref"}
    if isinstance(found.get("prefixItems"), list):
        found |= {"items": found.pop("prefixItems"), "additionalItems": found["items"]}
    if not isinstance(ref, str):
        return found
    here = {"$ref": ref.replace("#/$defs/", BESIDE)}
    return found | {"allOf": [here]} if found else here
