"""Routes by which people come into a room, go, and are given roles."""

from typing import Annotated

from litestar import delete, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from command.caller import Caller
from command.domain.membership import AddMember, JoinRoom, LeaveRoom, RemoveMember
from command.domain.rejections import (
    LastOwner,
    NoSuchAccount,
    NoSuchMember,
    NoSuchRoom,
    NotAllowed,
    NotAMember,
    RoomIsArchived,
)
from command.problems import PROBLEMS
from command.rates import OF_ACCOUNT
from command.routes.shared import USUAL, AccountId, Changed, IdempotencyKey, RoomId, carry_out
from events.ids import uuid7
from events.room import Role
from runtime.problem_docs import documented


class Membership(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody is to be in a room; without a role, a newcomer is a plain member and a member stays as he is."""

    role: Annotated[Role, Meta(examples=["moderator"])] | None = None


AS_IT_IS = Membership()


@put(
    "/v1/rooms/{room_id:uuid}/members/me",
    opt={OF_ACCOUNT: "joins"},
    summary="Join a room",
    tags=["members"],
    response_description="You are a member.",
    responses=documented(*USUAL, PROBLEMS[NoSuchRoom], PROBLEMS[RoomIsArchived]),
)
async def join_room(
    room_id: FromPath[RoomId],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Changed:
    """Join a public room. Whoever enters an empty one owns it."""
    command = JoinRoom(command_id=idempotency_key or uuid7(), room_id=room_id)
    return await carry_out(caller, command)


@delete(
    "/v1/rooms/{room_id:uuid}/members/me",
    status_code=200,
    summary="Leave a room",
    tags=["members"],
    response_description="You are no member any more.",
    responses=documented(*USUAL, PROBLEMS[NoSuchRoom], PROBLEMS[LastOwner]),
)
async def leave_room(
    room_id: FromPath[RoomId],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Changed:
    """Leave a room. Its last owner stays while anybody else does."""
    command = LeaveRoom(command_id=idempotency_key or uuid7(), room_id=room_id)
    return await carry_out(caller, command)


@put(
    "/v1/rooms/{room_id:uuid}/members/{account_id:uuid}",
    summary="Add a member or change a role",
    tags=["members"],
    response_description="The account is a member, in this role.",
    responses=documented(
        *USUAL,
        PROBLEMS[NoSuchRoom],
        PROBLEMS[NoSuchAccount],
        PROBLEMS[NotAMember],
        PROBLEMS[NotAllowed],
        PROBLEMS[RoomIsArchived],
        PROBLEMS[LastOwner],
    ),
)
async def put_member(
    room_id: FromPath[RoomId],
    account_id: FromPath[AccountId],
    caller: NamedDependency[Caller],
    data: JSONBody[Membership] = AS_IT_IS,
    idempotency_key: IdempotencyKey = None,
) -> Changed:
    """Bring somebody in, or give a member another role. For moderators and above, below their own rank."""
    command = AddMember(
        command_id=idempotency_key or uuid7(),
        room_id=room_id,
        account_id=account_id,
        role=data.role,
    )
    return await carry_out(caller, command)


@delete(
    "/v1/rooms/{room_id:uuid}/members/{account_id:uuid}",
    status_code=200,
    summary="Remove a member",
    tags=["members"],
    response_description="The account is no member any more.",
    responses=documented(
        *USUAL,
        PROBLEMS[NoSuchRoom],
        PROBLEMS[NoSuchMember],
        PROBLEMS[NotAMember],
        PROBLEMS[NotAllowed],
        PROBLEMS[LastOwner],
    ),
)
async def remove_member(
    room_id: FromPath[RoomId],
    account_id: FromPath[AccountId],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Changed:
    """Put somebody out. For moderators and above, of those below them; for owners, of everybody."""
    command_id = idempotency_key or uuid7()
    if account_id == caller.principal.account_id:
        leaving = LeaveRoom(command_id=command_id, room_id=room_id)
        return await carry_out(caller, leaving)
    removing = RemoveMember(command_id=command_id, room_id=room_id, account_id=account_id)
    return await carry_out(caller, removing)
