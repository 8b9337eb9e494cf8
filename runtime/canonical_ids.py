"""One thing has one address: an id in a path or a header is written as a UUID is, or it is none."""

from typing import Any
from uuid import UUID

from litestar import Request
from msgspec.structs import replace

from runtime.problems import INVALID, OF_STATUS, Refused

KEY = "Idempotency-Key"
NO_KEY = replace(INVALID, extra={"errors": [{"message": "Expected a UUID", "key": KEY, "source": "header"}]})


def only_canonical_ids(request: Request[Any, Any, Any]) -> None:
    """Refuse the others: Python reads a UUID also from other scripts' digits, braces and line breaks."""
    written = request.scope["path"].lower().split("/")
    for value in request.path_params.values():
        if isinstance(value, UUID) and str(value) not in written:
            raise Refused(OF_STATUS[404])
    key = request.headers.get(KEY) if request.method != "GET" else None  # who only reads may leave it on
    if key is not None and not _is_canonical(key):  # `null` would be read as if it were left out
        raise Refused(NO_KEY)


def _is_canonical(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
