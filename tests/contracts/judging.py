"""Values judged by the schemas, as a program of somebody else's would judge them."""

from typing import Any

import jsonschema_rs

from parley.contracts.schema import Json
from parley.contracts.schemas import schemas

BASE = "parley:///schemas/"
SCHEMAS = schemas()


def wrong(name: str, value: Any, documents: dict[str, Json] = SCHEMAS) -> list[str]:
    """Everything that the schema of this name finds wrong with a value."""
    resources = [(f"{BASE}{each}.json", document) for each, document in documents.items()]
    validator = jsonschema_rs.Draft202012Validator(
        {"$ref": f"{BASE}{name}.json"}, registry=jsonschema_rs.Registry(resources), validate_formats=True
    )
    return [error.message for error in validator.iter_errors(value)]
