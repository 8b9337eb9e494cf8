"""Routes by which a person makes an account and changes what is theirs."""

from typing import Annotated

from litestar import patch, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta, Struct

from command import signing_up
from command.access import Access
from command.caller import Caller
from command.considered import Actor
from command.domain import texts
from command.domain.account import ChangeDisplayName, ChangePassword, RegisterAccount
from command.domain.rejections import EmailTaken, UnusableDisplayName, UsernameTaken, WrongPassword
from command.passwords import MAX_CHARACTERS, MIN_CHARACTERS, Busy, UnusablePassword
from command.problems import PROBLEMS
from command.rates import OF_ADDRESS
from command.registration import account_id_of
from command.routes.shared import USUAL, AccountId, At, Changed, IdempotencyKey, carry_out, changed
from events.cursor import Position
from events.fields import says
from events.ids import uuid7
from events.names import EMAIL_PATTERN, UnusableName, normalise_email, normalise_username
from runtime.problem_docs import documented

Password = Annotated[
    str,
    says(
        "8 to 1024 characters.",
        "correct horse battery staple",
        minLength=MIN_CHARACTERS,
        maxLength=MAX_CHARACTERS,
        pattern=r"^[^\x00]*$",
    ),
]
DisplayName = Annotated[
    str,
    says(
        "1 to 64 characters on one line, not all of them blank or invisible; none hides or turns "
        "others, joiners stand between what they join, and at most 4 marks on one.",
        "Ann Lee",
        minLength=1,
        maxLength=texts.MAX_DISPLAY_NAME,
        pattern=texts.NAME_PATTERN,
    ),
]


class NewAccount(Struct, frozen=True, forbid_unknown_fields=True):
    """Who wants an account."""

    username: Annotated[
        str,
        says(
            "2 to 32 of a-z, 0-9, dot, underscore, hyphen; upper case is lowered.",
            "ann",
            pattern="^[A-Za-z0-9._-]{2,32}$",
        ),
    ]
    password: Password
    display_name: DisplayName | None = None
    email: Annotated[str, says("Where mail reaches you.", "ann@example.org", pattern=EMAIL_PATTERN)] | None = None


class Registered(Struct, frozen=True):
    """A new account."""

    account_id: AccountId
    username: Annotated[str, Meta(examples=["ann"])]
    position: At


class NewDisplayName(Struct, frozen=True, forbid_unknown_fields=True):
    """How a person wants to be shown."""

    display_name: DisplayName


class NewPassword(Struct, frozen=True, forbid_unknown_fields=True):
    """The password a person wants, and the one they have."""

    current_password: Password
    new_password: Password


@post(
    "/v1/accounts",
    opt={OF_ADDRESS: "registrations"},
    security=[{}],
    summary="Register",
    tags=["accounts"],
    response_description="The account exists; sign in next.",
    responses=documented(
        *USUAL,
        PROBLEMS[UnusableName],
        PROBLEMS[UnusablePassword],
        PROBLEMS[UnusableDisplayName],
        PROBLEMS[UsernameTaken],
        PROBLEMS[EmailTaken],
        PROBLEMS[Busy],
    ),
)
async def register(
    data: JSONBody[NewAccount],
    access: NamedDependency[Access],
    epoch: NamedDependency[str],
    idempotency_key: IdempotencyKey = None,
) -> Registered:
    """Make an account. With an `Idempotency-Key`, a repeat gives the same account."""
    command_id = idempotency_key or uuid7()
    account_id = account_id_of(access.writer.keys, command_id)
    username = normalise_username(data.username)
    command = RegisterAccount(
        command_id=command_id,
        username=username,
        display_name=data.display_name or data.username,
        email=normalise_email(data.email) if data.email else "",
    )
    accepted = await signing_up.register(access, command, Actor(account_id), data.password)
    return Registered(account_id, username, str(Position(epoch, accepted.position)))


@patch(
    "/v1/me",
    summary="Change my display name",
    tags=["accounts"],
    response_description="You are shown under this name from now on.",
    responses=documented(*USUAL, PROBLEMS[UnusableDisplayName]),
)
async def change_display_name(
    data: JSONBody[NewDisplayName],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Changed:
    """Be shown under another name; it need not be unique."""
    command = ChangeDisplayName(command_id=idempotency_key or uuid7(), display_name=data.display_name)
    return await carry_out(caller, command)


@put(
    "/v1/me/password",
    summary="Change my password",
    tags=["accounts"],
    response_description="The new password holds, and your other sessions have ended.",
    responses=documented(*USUAL, PROBLEMS[UnusablePassword], PROBLEMS[WrongPassword], PROBLEMS[Busy]),
)
async def change_password(
    data: JSONBody[NewPassword],
    access: NamedDependency[Access],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Changed:
    """Change your password. Every other session of yours ends; this one goes on."""
    command = ChangePassword(command_id=idempotency_key or uuid7(), keeping=caller.principal.session_id)
    accepted = await signing_up.change_password(access, command, caller.actor, data.current_password, data.new_password)
    return changed(caller, accepted)
