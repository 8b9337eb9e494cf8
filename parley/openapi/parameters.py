"""Parameters as they are written: what is left out is not null, and an id in a path is one of a kind."""

from typing import Any

from litestar.handlers import HTTPRouteHandler

from parley.openapi.schemas import content

IGNORED = ("description", "examples")  # said of the parameter itself


def parameter(outline: dict[str, Any], handler: HTTPRouteHandler) -> dict[str, Any]:
    """One parameter of Litestar's outline, without what says nothing, and with one example."""
    schema = {**outline["schema"]}
    for alternative in schema.pop("oneOf", ()):
        if alternative != {"type": "null"}:
            schema |= alternative
    examples = [each["value"] for each in outline.get("examples", {}).values()]
    if outline["in"] == "path":  # of which Litestar does not see what our types say
        schema = content(handler.parsed_fn_signature.parameters[outline["name"]].raw)
        examples = schema.get("examples", [])
    if outline["in"] == "header" and schema.pop("format", "") == "uuid":  # a text, as headers are
        schema["pattern"] = f"^{'-'.join(f'[0-9a-fA-F]{{{length}}}' for length in (8, 4, 4, 4, 12))}$"
    return {
        "name": outline["name"],
        "in": outline["in"],
        "description": schema.get("description", ""),
        "required": outline["required"],
        "schema": {key: _whole(value) for key, value in schema.items() if key not in IGNORED},
        **({"example": examples[0]} if examples else {}),
    }


def _whole(value: Any) -> Any:
    """Bounds as the integers they are."""
    return int(value) if isinstance(value, float) else value
