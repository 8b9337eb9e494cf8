"""What the write routes share: the command's id, carrying it out, and the answer to a change."""

from typing import Annotated
from uuid import UUID

from litestar.openapi.spec import Example
from litestar.params import HeaderParameter
from msgspec import Meta, Struct

from command.caller import Caller
from command.handler import Accepted, AnyCommand, CommandIdReused, Contention, handle
from command.problems import PROBLEMS
from events.codec import EventTooLarge
from events.fields import says
from events.log.write import LogFull, LogUnavailable, Overloaded
from runtime.problems import OF_STATUS, Problem
from runtime.rates import RATE_LIMITED

IdempotencyKey = Annotated[
    UUID | None,
    HeaderParameter(
        name="Idempotency-Key",
        description="The id of this command, made by you (UUID version 7 preferred). The same request again with the "
        "same id changes nothing more and gives the first result; another request with it is 409 "
        "`command_id_reused`. Without it every request is a new command.",
        examples=[Example(value="019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11")],
    ),
]
AccountId = Annotated[UUID, says("Whose account it is.", "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10")]
RoomId = Annotated[UUID, says("Which room it is.", "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21")]
MessageId = Annotated[UUID, says("The id its sender gave the message.", "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11")]
Seq = Annotated[
    int, Meta(description="The number of the event in its stream; of a room the live cursor.", examples=[42])
]
At = Annotated[
    str, Meta(description="Where the log is now: pass it as `min_position`.", examples=["1f0c22aa9b3d.5120"])
]
Repeated = Annotated[bool, Meta(description="Whether this command had been accepted before.", examples=[False])]

# What every command may be answered with; routes add their own, and what follows from a route's shape is added to all.
USUAL: tuple[Problem, ...] = (
    RATE_LIMITED,
    PROBLEMS[CommandIdReused],
    PROBLEMS[EventTooLarge],
    PROBLEMS[Contention],
    PROBLEMS[Overloaded],
    PROBLEMS[LogUnavailable],
    OF_STATUS[503],
    PROBLEMS[LogFull],
)


class Changed(Struct, frozen=True):
    """A command was accepted; `seq` and `position` are those of its last event."""

    seq: Seq
    position: At
    duplicate: Repeated


async def carry_out(caller: Caller, command: AnyCommand) -> Changed:
    """Handle a command whose answer is where it stands."""
    return changed(caller, await handle(caller.writer, command, caller.actor))


def changed(caller: Caller, accepted: Accepted) -> Changed:
    return Changed(accepted.seq, caller.at(accepted.position), accepted.duplicate)
