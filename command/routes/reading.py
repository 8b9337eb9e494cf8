"""The route by which people mark a room as read."""

from typing import Annotated

from litestar import put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from command.caller import Caller
from command.domain.reader import MarkRead
from command.domain.rejections import NoSuchRoom, NotAMember, SeqAhead
from command.marking import mark
from command.problems import PROBLEMS
from command.routes.shared import USUAL, Changed, IdempotencyKey, RoomId, changed
from events.ids import uuid7
from runtime.problem_docs import documented


class ReadUpTo(Struct, frozen=True, forbid_unknown_fields=True):
    """How far somebody has read."""

    seq: Annotated[int, Meta(description="The greatest seq that was read.", examples=[4711], ge=1, le=2**31 - 1)]


@put(
    "/v1/rooms/{room_id:uuid}/read",
    summary="Mark a room as read",
    tags=["rooms"],
    response_description="The room is read up to `seq`: as far as it was ever marked.",
    responses=documented(*USUAL, PROBLEMS[NoSuchRoom], PROBLEMS[NotAMember], PROBLEMS[SeqAhead]),
)
async def mark_read(
    room_id: FromPath[RoomId],
    data: JSONBody[ReadUpTo],
    caller: NamedDependency[Caller],
    idempotency_key: IdempotencyKey = None,
) -> Changed:
    """Say how far you have read. It counts at once, for you alone, and never goes back; saying something marks, too.

    The log keeps at most one mark of a room in thirty seconds, the newest.
    """
    command = MarkRead(command_id=idempotency_key or uuid7(), room_id=room_id, seq=data.seq)
    return changed(caller, await mark(caller.writer, command, caller.actor))
