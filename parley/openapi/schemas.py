"""The JSON Schemas of what is sent and answered, exactly as msgspec reads and writes it."""

from collections.abc import Iterable
from typing import Any

import msgspec

from parley.contracts.schema import COMPONENTS, Json, everywhere, readable


def components(types: Iterable[Any]) -> Json:
    """Every named schema that these types are made of, by name."""
    _, named = msgspec.json.schema_components(list(dict.fromkeys(types)), ref_template=COMPONENTS + "{name}")
    return {name: everywhere(schema, _tidy) for name, schema in sorted(named.items())}


def content(annotation: Any) -> Json:
    """The schema of one type; structs are referred to."""
    ([schema], _) = msgspec.json.schema_components([annotation], ref_template=COMPONENTS + "{name}")
    found: Json = everywhere(schema, _tidy)
    return found


def _tidy(schema: Json) -> Json:
    """An enumeration of texts says that it is of texts.

    What a field is when it is left out is said in words: generators take a field with a default for one that is there.
    """
    found = {key: value for key, value in readable(schema).items() if key != "default"}
    if isinstance(found.get("enum"), list) and all(isinstance(one, str) for one in found["enum"]):
        found = {"type": "string", **found}
    return found
