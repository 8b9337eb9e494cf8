"""Whatever goes wrong over HTTP is answered with one problem document (RFC 9457), never a traceback."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from runtime.options import allow

MEDIA_TYPE = "application/problem+json"
HUNG_UP = "client disconnected prematurely"  # how Litestar says that nobody waits for the answer: no fault of ours
log = structlog.get_logger(__name__)


class Problem(msgspec.Struct, frozen=True):
    """What is wrong: `type` is stable and for programs, `title` and `detail` are sentences for people."""

    type: str
    title: str
    status: int
    detail: str = ""
    extra: Mapping[str, Any] = {}
    headers: Mapping[str, str] = {}

    def document(self) -> dict[str, Any]:
        """The members of the problem document; an empty detail is left out."""
        detail = {"detail": self.detail} if self.detail else {}
        return {"type": self.type, "title": self.title, "status": self.status, **detail, **self.extra}


class Refused(Exception):
    """A request that ends with this problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.title)
        self.problem = problem


def problem(slug: str, status: int, title: str, detail: str = "", **extra: Any) -> Problem:
    """A problem whose type is `/problems/<slug>`."""
    return Problem(f"/problems/{slug}", title, status, detail, extra)


def unauthorized(slug: str, title: str, *, bad_token: bool = False) -> Problem:
    """A 401, which names the scheme that would do."""
    error = ', error="invalid_token"' if bad_token else ""
    return Problem(f"/problems/{slug}", title, 401, headers={"WWW-Authenticate": f'Bearer realm="parley"{error}'})


INVALID = problem("invalid", 400, "This is not valid.")
UNEXPECTED = problem("unexpected", 500, "Something went wrong on our side.")
OF_STATUS = {
    400: problem("bad_request", 400, "This request cannot be understood."),
    401: unauthorized("not_signed_in", "Sign in first."),
    403: problem("forbidden", 403, "You may not do this."),
    404: problem("not_found", 404, "There is nothing here that you may see."),
    405: problem("method_not_allowed", 405, "This cannot be done here."),
    413: problem("too_large", 413, "The body of this request is too large."),
    415: problem("unsupported_media_type", 415, "The body must be application/json."),
    429: problem("too_many_requests", 429, "Too many requests; wait a little."),
    503: Problem("/problems/unavailable", "This is not available right now.", 503, headers={"Retry-After": "1"}),
}


def respond(found: Problem) -> Response[bytes]:
    """The problem as an HTTP answer."""
    body = msgspec.json.encode(found.document())
    return Response(body, status_code=found.status, media_type=MEDIA_TYPE, headers=dict(found.headers))


def of_http_error(error: HTTPException) -> Problem:
    """What the framework found wrong; of a validation, where."""
    if isinstance(error, ValidationException):
        return msgspec.structs.replace(INVALID, extra={"errors": error.extra or [{"message": error.detail}]})
    found = OF_STATUS.get(error.status_code) or _rare(error)
    headers = {**found.headers, **(error.headers or {})}
    if methods := headers.get("allow"):
        headers["allow"] = allow(methods.split(", "))
    return msgspec.structs.replace(found, headers=headers)


def _rare(error: HTTPException) -> Problem:
    status = HTTPStatus(error.status_code)
    return problem(status.name.lower(), status, f"{status.phrase}.", error.detail)


def on_refused(_request: Request[Any, Any, Any], error: Refused) -> Response[bytes]:
    return respond(error.problem)


def on_http_error(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    if error.status_code == 500 and error.detail != HUNG_UP:
        return on_unexpected(_request, error)
    return respond(of_http_error(error))


def on_unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    log.error("request_failed", method=request.method, path=request.scope["path"], exc_info=error)
    return respond(UNEXPECTED)


# For Litestar's `exception_handlers`; whoever has problems of their own adds handlers beside these.
HANDLERS: dict[int | type[Exception], Any] = {
    Refused: on_refused,
    HTTPException: on_http_error,
    Exception: on_unexpected,
}
