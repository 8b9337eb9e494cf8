"""How the OpenAPI document tells of problems: the same schema and a true example for every status."""

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from msgspec import Struct

from runtime.problems import MEDIA_TYPE, OF_STATUS, Problem


class ProblemDocument(Struct):
    """What went wrong (RFC 9457). `type` is stable; other members may follow."""

    type: str
    title: str
    status: int
    detail: str | None = None


def documented(*found: Problem | int) -> dict[int, ResponseSpec]:
    """For a route's `responses`: problems it may answer with; a number is the usual one of that status."""
    problems = [OF_STATUS[each] if isinstance(each, int) else each for each in found]
    by_status: dict[int, list[Problem]] = {}
    for each in problems:
        by_status.setdefault(each.status, []).append(each)
    return {
        status: ResponseSpec(
            ProblemDocument,
            generate_examples=False,
            description=" ".join(each.title for each in same),
            media_type=MEDIA_TYPE,
            examples=[Example(id=each.type.rpartition("/")[2], value=each.document()) for each in same],
        )
        for status, same in by_status.items()
    }
