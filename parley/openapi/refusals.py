"""Which problems an operation may answer with: its own, and those that follow from what it asks for."""

from collections.abc import Iterator, Mapping
from typing import Any

from litestar.openapi.datastructures import ResponseSpec
from msgspec.structs import replace

from command.domain.rejections import SessionOver
from command.problems import PROBLEMS
from runtime.json_request import NOT_JSON
from runtime.problem_docs import Refusals, response
from runtime.problems import INVALID, OF_STATUS, Problem
from runtime.tokens import BadToken, ExpiredToken

SIGNED_IN = (OF_STATUS[401], PROBLEMS[BadToken], PROBLEMS[ExpiredToken], PROBLEMS[SessionOver], OF_STATUS[503])
NOT_VALID = replace(INVALID, extra={"errors": [{"message": "Expected `str`, got `int`", "key": "name"}]})
WITH_BODY = (NOT_JSON, NOT_VALID, OF_STATUS[413], OF_STATUS[415], OF_STATUS[503])


def refusals(operation: Mapping[str, Any], own: Mapping[int, ResponseSpec]) -> dict[str, Any]:
    """The responses that are no success, by status."""
    by_status: dict[int, dict[str, Problem]] = {}
    for found in (*_own(own), *_usual(operation)):
        by_status.setdefault(found.status, {}).setdefault(found.type, found)
    return {str(status): response(by_status[status].values()) for status in sorted(by_status)}


def _own(declared: Mapping[int, ResponseSpec]) -> Iterator[Problem]:
    for each in declared.values():
        if isinstance(each, Refusals):
            yield from each.found


def _usual(operation: Mapping[str, Any]) -> Iterator[Problem]:
    """What anybody may be told who asks like this."""
    places = {each["in"] for each in operation["parameters"]}
    if {} not in operation["security"]:
        yield from SIGNED_IN
    if "requestBody" in operation:
        yield from WITH_BODY
    if "query" in places:
        yield OF_STATUS[400]
    if places & {"query", "header"}:
        yield NOT_VALID
    if "path" in places:
        yield OF_STATUS[404]
