"""Commands that come over a live connection, answered with the same results and problems as over HTTP."""

from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from command.considered import Actor
from command.domain.talk import DeleteMessage, EditMessage, SendMessage, TalkCommand
from command.handler import handle
from command.problems import problem_of
from command.writer import Writer
from events.cursor import Position
from events.wire import Accepted, CommandFrame, Rejected
from runtime.problems import INVALID, Refused, problem
from runtime.tokens import Claims

UNKNOWN_COMMAND = problem("unknown_command", 400, "There is no such command.")


class Send(Struct, frozen=True, forbid_unknown_fields=True):
    body: str
    reply_to: UUID | None = None


class Edit(Struct, frozen=True, forbid_unknown_fields=True):
    message_id: UUID
    body: str


class Delete(Struct, frozen=True, forbid_unknown_fields=True):
    message_id: UUID


async def execute(writer: Writer, epoch: str, principal: Claims, frame: CommandFrame) -> Accepted | Rejected:
    """Carry out a command frame; of a send, the message_id is the command_id."""
    try:
        accepted = await handle(writer, _command(frame), Actor(principal.account_id, principal.session_id))
    except Exception as error:
        found = problem_of(error)
        if found.status == 500:
            raise  # nobody foresaw it: it belongs in the log, not in an answer
        return Rejected(problem=found.document(), id=frame.id)
    position = str(Position(epoch, accepted.position))
    return Accepted(position=position, seq=accepted.seq, duplicate=accepted.duplicate, id=frame.id)


def _command(frame: CommandFrame) -> TalkCommand:
    try:
        match frame.type:
            case "send_message":
                send = msgspec.convert(frame.data, Send)
                return SendMessage(
                    command_id=frame.command_id, room_id=frame.room, body=send.body, reply_to=send.reply_to
                )
            case "edit_message":
                edit = msgspec.convert(frame.data, Edit)
                return EditMessage(
                    command_id=frame.command_id, room_id=frame.room, message_id=edit.message_id, body=edit.body
                )
            case "delete_message":
                delete = msgspec.convert(frame.data, Delete)
                return DeleteMessage(command_id=frame.command_id, room_id=frame.room, message_id=delete.message_id)
            case _:
                raise Refused(replace(UNKNOWN_COMMAND, detail=frame.type[:64]))
    except msgspec.ValidationError as error:
        raise Refused(replace(INVALID, detail=str(error))) from None
