"""The AsyncAPI document is one, is whole, and tells of everything that is said."""

import gzip
import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from events.registry import STORED
from parley.contracts.asyncapi import asyncapi
from parley.contracts.schema import Json
from query.live.codes import MEANS, Code
from tests.contracts.judging import SCHEMAS

OFFICIAL = json.loads(gzip.decompress((Path(__file__).parents[1] / "data/asyncapi/3.0.0.json.gz").read_bytes()))
DOCUMENT = asyncapi(SCHEMAS)


def faults(document: Json) -> list[str]:
    return [error.message for error in jsonschema_rs.Draft7Validator(OFFICIAL).iter_errors(document)]


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for one in value.values():
            yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)


def found(ref: str) -> Any:
    at: Any = DOCUMENT
    for name in ref.removeprefix("#/").split("/"):
        at = at[name]
    return at


def test_the_document_is_asyncapi() -> None:
    assert faults(DOCUMENT) == []


@pytest.mark.parametrize("part", ["info", "channels/live/address", "operations/hearConnect/action"])
def test_what_is_not_asyncapi_is_noticed(part: str) -> None:
    document = deepcopy(DOCUMENT)
    *where, name = part.split("/")
    at = document
    for each in where:
        at = at[each]
    at[name] = 7
    assert faults(document)


def test_every_reference_leads_somewhere_inside() -> None:
    refs = set(references(DOCUMENT))
    assert len(refs) > 100
    for ref in refs:
        assert isinstance(found(ref), dict), ref


def test_every_frame_and_every_stored_shape_is_a_message_of_an_operation() -> None:
    said = {ref.rpartition("/")[2] for one in DOCUMENT["operations"].values() for ref in references(one["messages"])}
    frames = {name for name in SCHEMAS if name.startswith(("client.", "server.")) and name != "server.event"}
    assert said == frames | {f"stored.{shape.type}.v{shape.schema_version}" for shape in STORED}


@pytest.mark.parametrize("name", DOCUMENT["components"]["messages"])
def test_the_examples_of_a_message_fit(name: str) -> None:
    """Judged as the document's own dialect has it, draft 7."""
    message = DOCUMENT["components"]["messages"][name]
    for part in ("payload", "headers"):
        if part in message:
            schema = {"$ref": "#/part", "part": message[part], "components": DOCUMENT["components"]}
            judge = jsonschema_rs.Draft7Validator(schema, validate_formats=True)
            for example in message["examples"]:
                assert [error.message for error in judge.iter_errors(example[part])] == []
            assert [*judge.iter_errors("something else")]


def test_every_close_code_has_its_reason() -> None:
    assert set(MEANS) == set(Code)
    for code in Code:
        assert f"| {code.value} |" in DOCUMENT["channels"]["live"]["description"]
