"""Commands that come over a live connection, answered with the same results and problems as over HTTP."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from command.considered import Actor
from command.domain import texts
from command.domain.reader import MarkRead
from command.domain.talk import DeleteMessage, EditMessage, SendMessage, TalkCommand
from command.handler import handle
from command.marking import mark
from command.problems import problem_of
from command.writer import Writer
from events.cursor import Position
from events.fields import MessageId, ReplyTo, says
from events.wire.client import CommandFrame
from events.wire.server import Accepted, Rejected
from runtime.problems import INVALID, Refused, problem
from runtime.tokens import Claims

Body = Annotated[
    str, says("What to say, in markdown; not only blanks.", "Tea is **ready**", minLength=1, maxLength=texts.MAX_BODY)
]
UNKNOWN_COMMAND = problem("unknown_command", 400, "There is no such command.")


class Send(Struct, frozen=True, forbid_unknown_fields=True):
    """Say something; the `command_id` becomes the message's id."""

    body: Body
    reply_to: ReplyTo = None


class Edit(Struct, frozen=True, forbid_unknown_fields=True):
    """Put other words in place of those of a message of one's own."""

    message_id: MessageId
    body: Body


class Delete(Struct, frozen=True, forbid_unknown_fields=True):
    """Take a message back."""

    message_id: MessageId


class Read(Struct, frozen=True, forbid_unknown_fields=True):
    """Say how far one has read; answered with how far that is, for a mark never goes back. The log keeps at most one
    mark of a room in thirty seconds, the newest.
    """

    seq: Annotated[int, Meta(description="The greatest seq that was read.", examples=[4711], ge=1, le=2**31 - 1)]


Data = Send | Edit | Delete | Read
DATA: Mapping[str, type[Data]] = {
    "send_message": Send,
    "edit_message": Edit,
    "delete_message": Delete,
    "mark_read": Read,
}


async def execute(writer: Writer, epoch: str, principal: Claims, frame: CommandFrame) -> Accepted | Rejected:
    """Carry out a command frame; of a send, the message_id is the command_id."""
    try:
        command, actor = _command(frame), Actor(principal.account_id, principal.session_id)
        carry_out = mark(writer, command, actor) if isinstance(command, MarkRead) else handle(writer, command, actor)
        accepted = await carry_out
    except Exception as error:
        found = problem_of(error)
        if found.status == 500:
            raise  # nobody foresaw it: it belongs in the log, not in an answer
        return Rejected(problem=found.document(), room=frame.room, id=frame.id)
    position = str(Position(epoch, accepted.position))
    return Accepted(position=position, seq=accepted.seq, duplicate=accepted.duplicate, id=frame.id)


def _command(frame: CommandFrame) -> TalkCommand | MarkRead:
    shape = DATA.get(frame.type)
    if shape is None:
        raise Refused(replace(UNKNOWN_COMMAND, detail=frame.type[:64]))
    try:
        data = msgspec.convert(frame.data, shape)
    except msgspec.ValidationError as error:
        raise Refused(replace(INVALID, detail=str(error))) from None
    command_id, room_id = frame.command_id, frame.room
    match data:
        case Send(body=body, reply_to=reply_to):
            return SendMessage(command_id=command_id, room_id=room_id, body=body, reply_to=reply_to)
        case Edit(message_id=message_id, body=body):
            return EditMessage(command_id=command_id, room_id=room_id, message_id=message_id, body=body)
        case Delete(message_id=message_id):
            return DeleteMessage(command_id=command_id, room_id=room_id, message_id=message_id)
        case Read(seq=seq):
            return MarkRead(command_id=command_id, room_id=room_id, seq=seq)
