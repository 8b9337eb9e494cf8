"""Schemas as parts of the AsyncAPI document, whose own dialect is that of draft 7."""

from parley.contracts.schema import COMPONENTS, HERE, Json, everywhere


def within(schemas: dict[str, Json]) -> dict[str, Json]:
    """The schemas and what they refer to, side by side."""
    found: dict[str, Json] = {}
    for name, schema in schemas.items():
        for shared, one in schema.get("$defs", {}).items():
            here = everywhere(one, _rewritten)
            assert found.setdefault(shared, here) == here, f"two schemas are called {shared}"
        alone = {key: one for key, one in schema.items() if key not in ("$schema", "$defs")}
        found[name] = everywhere(alone, _rewritten)
    return found


def _rewritten(schema: Json) -> Json:
    """In draft 7 nothing counts that stands beside a reference, and tuples are written in another way."""
    ref = schema.get("$ref")
    found = {key: one for key, one in schema.items() if key != "$ref"}
    if isinstance(found.get("prefixItems"), list):
        found |= {"items": found.pop("prefixItems"), "additionalItems": found["items"]}
    if not isinstance(ref, str):
        return found
    here = {"$ref": ref.replace(HERE, COMPONENTS)}
    return found | {"allOf": [here]} if found else here
