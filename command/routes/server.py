"""What a client may know of this server before anybody has signed in."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from msgspec import Struct

from command.access import Access
from events.fields import says
from runtime.problem_docs import documented

ANYBODY = "select exists (select from credentials)"


class Server(Struct, frozen=True):
    """This server, as everybody may see it."""

    has_accounts: Annotated[
        bool,
        says("Whether anybody can sign in: where nobody can yet, a client offers to make the first account.", True),
    ]


@get(
    "/v1/server",
    security=[{}],
    summary="What server is this?",
    tags=["accounts"],
    response_description="What there is to know without signing in.",
    responses=documented(503),
)
async def server(access: NamedDependency[Access]) -> Server:
    """What a client may know before anybody has signed in."""
    return Server(has_accounts=await access.pool.fetchval(ANYBODY))
