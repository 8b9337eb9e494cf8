"""The route by which a person has everything of theirs erased."""

from typing import Annotated

from litestar import delete
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta, Struct

from command.access import Access
from command.caller import Caller
from command.domain.account import EraseAccount
from command.domain.rejections import WrongPassword
from command.erasure import carrying_out
from command.passwords import Busy
from command.problems import PROBLEMS
from command.routes.shared import USUAL, AccountId, At, IdempotencyKey
from events.ids import uuid7
from runtime.problem_docs import documented


class Erasure(Struct, frozen=True, forbid_unknown_fields=True):
    """Who erases an account knows its password."""

    password: Annotated[str, Meta(description="Of this account.", examples=["correct horse battery staple"])]


class Done(Struct, frozen=True):
    """What was done."""

    keys_destroyed: Annotated[int, Meta(description="Keys that opened your words and names.", examples=[3])]
    names_released: Annotated[int, Meta(description="Your username, and your address if you gave one.", examples=[2])]
    sessions_ended: Annotated[int, Meta(description="This one included.", examples=[2])]
    rooms_left: Annotated[int, Meta(description="The rooms you were a member of.", examples=[12])]


class Erased(Struct, frozen=True):
    """What an erasure has done, and what remains."""

    account_id: AccountId
    position: At
    done: Done
    remains: Annotated[
        list[str], Meta(description="What stays, and for how long.", examples=[list(carrying_out.REMAINS)])
    ]


@delete(
    "/v1/me",
    status_code=200,
    summary="Erase my account",
    tags=["accounts"],
    response_description="Your account is erased; within a minute nothing of it is shown anywhere.",
    responses=documented(*USUAL, PROBLEMS[WrongPassword], PROBLEMS[Busy]),
)
async def erase_me(
    data: JSONBody[Erasure],
    access: NamedDependency[Access],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Erased:
    """Erase your account, for good: the keys to all you have said and to your names are destroyed, your username and
    address are free for others after thirty days, and every session of yours ends, this one too.
    """
    command = EraseAccount(command_id=idempotency_key or uuid7())
    accepted = await carrying_out.erase_mine(access, command, caller.actor, data.password)
    found = await carrying_out.done(access.pool, caller.principal.account_id)
    done = Done(found.keys_destroyed, found.names_released, found.sessions_ended, found.rooms_left)
    return Erased(caller.principal.account_id, caller.at(accepted.position), done, list(carrying_out.REMAINS))
