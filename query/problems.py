"""What the read side refuses, and how it answers when the database is away."""

from typing import Any

from litestar import Request, Response
from msgspec.structs import replace

from events.registry import UnknownEvent
from runtime.postgres import AWAY, is_away
from runtime.problems import OF_STATUS, Problem, Refused, on_unexpected, problem, respond

NOT_FOUND = OF_STATUS[404]
STALE_READ = Problem(
    "/problems/stale_read",
    "What you ask for has not reached the read side yet: ask again in a moment.",
    409,
    headers={"Retry-After": "1"},
)
STALE_EPOCH = problem("stale_epoch", 409, "This position is of a log that was replaced since: load anew what you hold.")
PARKED = Problem(
    "/problems/parked",
    "This cannot be shown until somebody who runs this server has looked at it; everything else goes on.",
    503,
    headers={"Retry-After": "60"},
)
TOO_BROAD = problem(
    "search_too_broad", 400, "There is too much to look through: name a room, a person, a time, or a rarer word."
)
TOO_MANY_SEARCHES = Problem(
    "/problems/too_many_searches",
    "Too many searches are under way: ask again in a moment.",
    429,
    extra={"retry_after": 1.0},
    headers={"Retry-After": "1"},
)
# What every read route may answer with; those that look for one thing add NOT_FOUND.
USUAL = (STALE_READ, STALE_EPOCH, 503)


def bad_request(detail: str) -> Refused:
    """The refusal of a request whose parameters make no sense."""
    return Refused(replace(OF_STATUS[400], detail=detail))


def is_transient(error: BaseException) -> bool:
    """True for what a later question may be spared: Postgres is away, or another build wrote what this one reads."""
    return is_away(error) or isinstance(error, UnknownEvent)  # this build cannot judge it, a newer one can


def _on_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    return respond(OF_STATUS[503]) if is_transient(error) else on_unexpected(request, error)


HANDLERS: dict[int | type[Exception], Any] = dict.fromkeys((*AWAY, UnknownEvent), _on_error)
