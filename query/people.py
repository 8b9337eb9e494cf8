"""Who somebody is: the public names of accounts, and my own."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from events.log.read import head
from query.fields import AccountId, DisplayName, Erased, PositionOf, Username
from query.problems import NOT_FOUND, PARKED, STALE_READ, USUAL
from query.view import CHECKPOINT, MinPosition, View, reached, snapshot
from runtime.postgres import Pool
from runtime.problem_docs import documented
from runtime.problems import Refused
from runtime.tokens import Claims

PEOPLE = """
    select account_id, username, display_name, erased from people
    where account_id = any ($1::uuid[]) order by account_id
"""
MAX_IDS = 200
IDS = QueryParameter(
    min_items=1,
    max_items=MAX_IDS,
    description="Repeat it for each id.",
    examples=[Example(value=["8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10"])],
)


class Person(Struct, frozen=True):
    """An account as everybody sees it; imported and erased accounts have no username."""

    account_id: AccountId
    username: Username
    display_name: DisplayName
    erased: Erased


class People(Struct, frozen=True):
    """Those of the asked accounts that exist."""

    accounts: list[Person]
    position: PositionOf


@get(
    "/v1/me",
    summary="Who am I?",
    tags=["accounts"],
    response_description="The signed-in account.",
    responses=documented(*USUAL, PARKED),
)
async def me(
    pool: NamedDependency[Pool],
    epoch: NamedDependency[str],
    principal: NamedDependency[Claims],
    min_position: MinPosition = None,
) -> Response[Person]:
    """The account whose token you sent. Right after registering this waits until the account can be read."""
    await reached(pool, CHECKPOINT, epoch, min_position)
    found = await _me(pool, epoch, principal.account_id)
    if found is None:
        await reached(pool, CHECKPOINT, epoch, f"{epoch}.{(await head(pool)).position}")
        found = await _me(pool, epoch, principal.account_id)
    if found is None:
        raise Refused(STALE_READ)
    return found


async def _me(pool: Pool, epoch: str, account_id: UUID) -> Response[Person] | None:
    async with snapshot(pool, CHECKPOINT, epoch, account_id) as view:
        found = await _people(view, account_id)
        return view.answer(found[0]) if found else None


async def _people(view: View, *ids: UUID) -> list[Person]:
    await view.require_whole("people", *ids)
    return [Person(*row) for row in await view.db.fetch(PEOPLE, ids)]


@get(
    "/v1/accounts/{account_id:uuid}",
    summary="Who is this?",
    tags=["accounts"],
    response_description="The account's public names.",
    responses=documented(*USUAL, NOT_FOUND, PARKED),
)
async def person(account_id: FromPath[AccountId], view: NamedDependency[View]) -> Response[Person]:
    """The public names of one account."""
    found = await _people(view, account_id)
    if not found:
        raise Refused(NOT_FOUND)
    return view.answer(found[0])


@get(
    "/v1/accounts",
    summary="Who are these?",
    tags=["accounts"],
    response_description="The accounts that exist among those asked for.",
    responses=documented(*USUAL, PARKED),
)
async def people(
    view: NamedDependency[View],
    ids: Annotated[list[UUID], IDS],
) -> Response[People]:
    """The public names of many accounts at once: `?ids=…&ids=…`. Where one of them is `parked`, that is the answer."""
    return view.answer(People(await _people(view, *ids), str(view.position)))
