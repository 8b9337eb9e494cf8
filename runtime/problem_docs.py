"""How the OpenAPI document tells of problems: one schema for all, and for every status the types that occur."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from litestar.openapi.datastructures import ResponseSpec
from msgspec import UNSET, Meta, Struct, UnsetType

from runtime import problems
from runtime.problems import MEDIA_TYPE, OF_STATUS
from runtime.rates import RATE_LIMITED

# What the headers of problems mean, for those that have them.
HEADERS: dict[str, dict[str, Any]] = {
    "RateLimit": {
        "description": "The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.",
        "schema": {"type": "string"},
        "example": RATE_LIMITED.headers["RateLimit"],
    },
    "RateLimit-Policy": {
        "description": "Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.",
        "schema": {"type": "string"},
        "example": RATE_LIMITED.headers["RateLimit-Policy"],
    },
    "Retry-After": {
        "description": "Seconds after which the same request may be sent again.",
        "schema": {"type": "integer", "minimum": 0},
        "example": 1,
    },
    "WWW-Authenticate": {
        "description": "The scheme that would do (RFC 6750).",
        "schema": {"type": "string"},
        "example": 'Bearer realm="parley"',
    },
}


class Mistake(Struct, frozen=True):
    """One thing that is not valid."""

    message: Annotated[str, Meta(description="What is wrong with it.", examples=["Expected `str`, got `int`"])]
    key: Annotated[str, Meta(description="Which field or parameter; empty for the whole.", examples=["name"])] = ""
    source: Annotated[str, Meta(description="Where a parameter stands: `query`, `header`.")] | UnsetType = UNSET


class Problem(Struct, frozen=True):
    """What went wrong (RFC 9457). `type` is stable and for programs; other members may follow."""

    type: Annotated[
        str,
        Meta(
            description="Which problem it is.",
            examples=["/problems/not_found"],
            extra_json_schema={"pattern": "^/problems/[a-z_]+$"},
        ),
    ]
    title: Annotated[str, Meta(description="What it means, for people.", examples=[OF_STATUS[404].title])]
    status: Annotated[int, Meta(description="The status of the answer.", examples=[404])]
    detail: Annotated[str, Meta(description="What is wrong this time.")] | UnsetType = UNSET
    errors: Annotated[list[Mistake], Meta(description="What is not valid, one by one.")] | UnsetType = UNSET
    retry_after: (
        Annotated[
            float,
            Meta(
                description="Seconds until the same would be taken; of a 429, over HTTP and live.",
                examples=[RATE_LIMITED.extra["retry_after"]],
                gt=0,
            ),
        ]
        | UnsetType
    ) = UNSET


@dataclass
class Refusals(ResponseSpec):
    """What a route may refuse with one status."""

    found: tuple[problems.Problem, ...] = ()


def documented(*found: problems.Problem | int) -> dict[int, ResponseSpec]:
    """For a route's `responses`: the problems that are its own; a number is the usual one of that status."""
    by_status: dict[int, list[problems.Problem]] = {}
    for each in (OF_STATUS[one] if isinstance(one, int) else one for one in found):
        by_status.setdefault(each.status, []).append(each)
    return {status: Refusals(Problem, found=tuple(same)) for status, same in by_status.items()}


def response(found: Iterable[problems.Problem]) -> dict[str, Any]:
    """The OpenAPI response of problems of one status: each type with its sentence, and as an example."""
    by_slug = {each.type.rpartition("/")[2]: each for each in found}
    headers = {name: {**HEADERS[name], "required": _all_have(name, by_slug.values())} for name in _headers(by_slug)}
    content = {
        "schema": {"$ref": f"#/components/schemas/{Problem.__name__}"},
        "examples": {slug: {"value": each.document()} for slug, each in by_slug.items()},
    }
    return {
        "description": "\n".join(f"- `/problems/{slug}`: {each.title}" for slug, each in by_slug.items()),
        **({"headers": headers} if headers else {}),
        "content": {MEDIA_TYPE: content},
    }


def _headers(by_slug: dict[str, problems.Problem]) -> list[str]:
    return sorted({name for each in by_slug.values() for name in each.headers})


def _all_have(name: str, found: Iterable[problems.Problem]) -> bool:
    return all(name in each.headers for each in found)
