"""One thing has one address: an id in a path is written as a UUID is, or there is nothing there."""

from typing import Any
from uuid import UUID

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from runtime.problems import OF_STATUS, Refused


def only_canonical_ids(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """For Litestar's `guards`: Python reads a UUID also from other scripts' digits, braces and line breaks."""
    written = connection.scope["path"].lower().split("/")
    for value in connection.path_params.values():
        if isinstance(value, UUID) and str(value) not in written:
            raise Refused(OF_STATUS[404])
