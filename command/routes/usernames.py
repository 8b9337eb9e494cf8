"""The route that finds somebody by their username."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Struct

from command.access import Access
from command.caller import Caller
from command.domain.rejections import NoSuchAccount
from command.problems import PROBLEMS
from command.routes.shared import AccountId
from command.sessions import holder
from events.fields import says
from runtime.problem_docs import documented

Username = Annotated[str, says("Whom to find; upper case is lowered.", "ann")]


class Holder(Struct, frozen=True):
    """Who has a username."""

    account_id: AccountId


@get(
    "/v1/usernames/{username:str}",
    summary="Who has this username?",
    tags=["accounts"],
    response_description="The account that has it now.",
    responses=documented(503, PROBLEMS[NoSuchAccount]),
)
async def username_holder(
    username: FromPath[Username], access: NamedDependency[Access], caller: NamedDependency[Caller]
) -> Holder:
    """Find somebody by the whole of their username, to bring them into a room for instance."""
    found = await holder(access.writer, username)
    if found is None:
        raise NoSuchAccount
    return Holder(found)
