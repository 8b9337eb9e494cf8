"""Routes by which a room is opened, named and closed."""

from typing import Annotated

from litestar import patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from command.caller import Caller
from command.domain import texts
from command.domain.house import ArchiveRoom, CreateRoom, DescribeRoom
from command.domain.rejections import NoSuchRoom, NotAllowed, NotAMember, RoomIsArchived, UnusableName, UnusableTopic
from command.handler import handle
from command.keys import following_id
from command.problems import PROBLEMS
from command.rates import OF_ACCOUNT
from command.routes.shared import USUAL, At, Changed, IdempotencyKey, Repeated, RoomId, Seq, carry_out
from events.fields import says
from events.ids import uuid7
from events.room import History, Visibility
from runtime.problem_docs import documented

Name = Annotated[
    str,
    says(
        "1 to 80 characters on one line, not all of them blank or invisible; none hides or turns "
        "others, joiners stand between what they join, and at most 4 marks on one.",
        "General",
        minLength=1,
        maxLength=texts.MAX_ROOM_NAME,
        pattern=texts.NAME_PATTERN,
    ),
]
Topic = Annotated[
    str,
    says(
        "At most 250 characters on one line, not all of them invisible; none hides or turns "
        "others, joiners stand between what they join, and at most 4 marks on one.",
        "Anything at all",
        maxLength=texts.MAX_TOPIC,
        pattern=texts.LINE_PATTERN,
    ),
]
OF_A_ROOM = (*USUAL, PROBLEMS[NoSuchRoom], PROBLEMS[NotAMember], PROBLEMS[NotAllowed])


class NewRoom(Struct, frozen=True, forbid_unknown_fields=True):
    """A room somebody wants; without a topic it has none."""

    name: Name
    visibility: Annotated[Visibility, Meta(description="Who may find, read and join it.", examples=["public"])]
    topic: Topic = ""
    history: (
        Annotated[
            History,
            Meta(
                description="How far back members may read; of a public room `all` unless given, of a private one "
                "`since_join`.",
                examples=["all"],
            ),
        ]
        | None
    ) = None


class Opened(Struct, frozen=True):
    """A new room, of which you are the owner."""

    room_id: RoomId
    seq: Seq
    position: At
    duplicate: Repeated


class Description(Struct, frozen=True, forbid_unknown_fields=True):
    """What a room is to be called; what is left out stays."""

    name: Name | None = None
    topic: Topic | None = None


@post(
    "/v1/rooms",
    opt={OF_ACCOUNT: "rooms"},
    summary="Open a room",
    tags=["rooms"],
    response_description="The room is open.",
    responses=documented(*USUAL, PROBLEMS[UnusableName], PROBLEMS[UnusableTopic]),
)
async def create_room(
    data: JSONBody[NewRoom],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Opened:
    """Open a room and own it."""
    command_id = idempotency_key or uuid7()
    room_id = following_id(caller.writer.keys, "room", caller.principal.account_id, command_id)
    command = CreateRoom(
        command_id=command_id,
        room_id=room_id,
        name=data.name,
        visibility=data.visibility,
        topic=data.topic,
        history=data.history,
    )
    accepted = await handle(caller.writer, command, caller.actor)
    return Opened(room_id, accepted.seq, caller.at(accepted.position), accepted.duplicate)


@patch(
    "/v1/rooms/{room_id:uuid}",
    summary="Rename a room or change its topic",
    tags=["rooms"],
    response_description="The room has its new name and topic.",
    responses=documented(*OF_A_ROOM, PROBLEMS[RoomIsArchived], PROBLEMS[UnusableName], PROBLEMS[UnusableTopic]),
)
async def describe_room(
    room_id: FromPath[RoomId],
    data: JSONBody[Description],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Changed:
    """Give a room another name or topic. For admins and owners."""
    command = DescribeRoom(command_id=idempotency_key or uuid7(), room_id=room_id, name=data.name, topic=data.topic)
    return await carry_out(caller, command)


@post(
    "/v1/rooms/{room_id:uuid}/archive",
    status_code=200,
    summary="Archive a room",
    tags=["rooms"],
    response_description="The room can be read, and nothing more is said in it.",
    responses=documented(*OF_A_ROOM),
)
async def archive_room(
    room_id: FromPath[RoomId],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Changed:
    """Close a room for good. For owners."""
    command = ArchiveRoom(command_id=idempotency_key or uuid7(), room_id=room_id)
    return await carry_out(caller, command)
