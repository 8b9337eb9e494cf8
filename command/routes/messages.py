"""Routes by which people say something, change their words and take them back."""

from typing import Annotated
from uuid import UUID

from litestar import delete, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from command.caller import Caller
from command.domain import texts
from command.domain.rejections import (
    MessageIdTaken,
    MessageIsDeleted,
    NoSuchMessage,
    NoSuchRoom,
    NotAllowed,
    NotAMember,
    NotYourMessage,
    RoomIsArchived,
    UnusableBody,
)
from command.domain.talk import DeleteMessage, EditMessage, SendMessage
from command.handler import handle
from command.problems import PROBLEMS
from command.routes.shared import USUAL, At, Changed, IdempotencyKey, MessageId, Repeated, RoomId, Seq, carry_out
from events.fields import says
from events.ids import uuid7
from runtime.problem_docs import documented
from runtime.problems import Refused, problem

Body = Annotated[
    str,
    says(
        "1 to 16,000 characters of Markdown; `<@account_id>` mentions somebody.",
        "Hello, *Ben*!",
        minLength=1,
        maxLength=texts.MAX_BODY,
        pattern=texts.TEXT_PATTERN,
    ),
]
TWO_IDS = problem("two_ids", 400, "The message_id is the command's id: send one of the two, or the same.")
IN_A_ROOM = (*USUAL, PROBLEMS[NoSuchRoom], PROBLEMS[NotAMember])


class NewMessage(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody says."""

    body: Body
    message_id: (
        Annotated[
            UUID,
            Meta(
                description="The message's id, made by you (UUID version 7 preferred): sent again, it says nothing "
                "twice.",
                examples=["019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11"],
            ),
        ]
        | None
    ) = None
    reply_to: Annotated[UUID, Meta(description="The message this answers, in the same room.")] | None = None


class Sent(Struct, frozen=True):
    """A message that was said."""

    message_id: MessageId
    seq: Seq
    position: At
    duplicate: Repeated


class NewBody(Struct, frozen=True, forbid_unknown_fields=True):
    """The words to put in place of the ones said."""

    body: Body


@post(
    "/v1/rooms/{room_id:uuid}/messages",
    summary="Send a message",
    tags=["messages"],
    response_description="The message is in the room's log, for ever at this seq.",
    responses=documented(
        *IN_A_ROOM,
        PROBLEMS[UnusableBody],
        TWO_IDS,
        PROBLEMS[NoSuchMessage],
        PROBLEMS[MessageIsDeleted],
        PROBLEMS[MessageIdTaken],
        PROBLEMS[RoomIsArchived],
    ),
)
async def send_message(
    room_id: FromPath[RoomId],
    data: JSONBody[NewMessage],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Sent:
    """Say something in a room. Sending the same `message_id` again gives the first result."""
    if idempotency_key and data.message_id and idempotency_key != data.message_id:
        raise Refused(TWO_IDS)
    message_id = data.message_id or idempotency_key or uuid7()
    command = SendMessage(command_id=message_id, room_id=room_id, body=data.body, reply_to=data.reply_to)
    accepted = await handle(caller.writer, command, caller.actor)
    return Sent(message_id, accepted.seq, caller.at(accepted.position), accepted.duplicate)


@patch(
    "/v1/rooms/{room_id:uuid}/messages/{message_id:uuid}",
    summary="Edit a message",
    tags=["messages"],
    response_description="The message has these words now.",
    responses=documented(
        *IN_A_ROOM,
        PROBLEMS[UnusableBody],
        PROBLEMS[NoSuchMessage],
        PROBLEMS[NotYourMessage],
        PROBLEMS[MessageIsDeleted],
        PROBLEMS[RoomIsArchived],
    ),
)
async def edit_message(
    room_id: FromPath[RoomId],
    message_id: FromPath[MessageId],
    data: JSONBody[NewBody],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Changed:
    """Put other words in place of your own."""
    command = EditMessage(command_id=idempotency_key or uuid7(), room_id=room_id, message_id=message_id, body=data.body)
    return await carry_out(caller, command)


@delete(
    "/v1/rooms/{room_id:uuid}/messages/{message_id:uuid}",
    status_code=200,
    summary="Delete a message",
    tags=["messages"],
    response_description="The message's words are gone from everybody's sight.",
    responses=documented(*IN_A_ROOM, PROBLEMS[NoSuchMessage], PROBLEMS[NotAllowed]),
)
async def delete_message(
    room_id: FromPath[RoomId],
    message_id: FromPath[MessageId],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Changed:
    """Take a message back: your own, or anybody's as a moderator or above."""
    command = DeleteMessage(command_id=idempotency_key or uuid7(), room_id=room_id, message_id=message_id)
    return await carry_out(caller, command)
