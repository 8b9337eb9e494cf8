"""Parameters as they are written: what is left out is not null."""

from typing import Any

IGNORED = ("description", "examples")  # said of the parameter itself


def parameter(outline: dict[str, Any]) -> dict[str, Any]:
    """One parameter of Litestar's outline, without what says nothing, and with one example."""
    schema = {**outline["schema"]}
    for alternative in schema.pop("oneOf", ()):
        if alternative != {"type": "null"}:
            schema |= alternative
    examples = [each["value"] for each in outline.get("examples", {}).values()]
    return {
        "name": outline["name"],
        "in": outline["in"],
        "description": outline.get("description", ""),
        "required": outline["required"],
        "schema": {key: _whole(value) for key, value in schema.items() if key not in IGNORED},
        **({"example": examples[0]} if examples else {}),
    }


def _whole(value: Any) -> Any:
    """Bounds as the integers they are."""
    return int(value) if isinstance(value, float) else value
