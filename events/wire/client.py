"""The frames that clients say."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from events.fields import CommandId, Epoch, FrameId, RoomId, says
from events.wire.frame import Frame

MAX_RESUMED = 1000  # rooms: as many as one connection may follow


class Start(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where to begin following: after `seq` of `epoch`, or with the last `last` seqs."""

    epoch: Annotated[str | None, says("The epoch that `seq` is of.")] = None
    seq: Annotated[int | None, says("The last seq that the client has; what came after it is sent.")] = None
    last: Annotated[int | None, says("How many of the last events to begin with.", 10)] = None

    def __post_init__(self) -> None:
        if (self.last is None) is (self.seq is None) or (self.seq is None) is not (self.epoch is None):
            raise ValueError("either epoch and seq, or last")


class Resume(Struct, frozen=True, forbid_unknown_fields=True):
    """Where to take up one room after a reconnect: after `seq` of `epoch`."""

    room: RoomId
    epoch: Epoch
    seq: Annotated[int, says("The last seq that the client has.", 4711)]


class ClientFrame(Frame, frozen=True, forbid_unknown_fields=True):
    """Something a client says."""


class Connect(ClientFrame, frozen=True, tag="connect"):
    """Says who is connecting: the first frame of a client, due within five seconds of `hello`.

    Answered with `ready`, then, in the order of `resume`, with one `followed` or `rejected` for each room in it. A
    `rejected` with the `id` of this frame comes instead of all that: say it again. Said again on an open connection it
    renews the token, for the same account only.
    """

    token: Annotated[
        str, says("The `access_token` of `POST /v1/sessions`; it never stands in an address.", "eyJhbGciOi…")
    ]
    id: FrameId = None
    resume: Annotated[
        tuple[Resume, ...],
        Meta(max_length=MAX_RESUMED),
        says(
            "Rooms to follow from where the client was, after a reconnect; their answers name the room and have no id. "
            "Of a room that is named twice the last holds.",
            [{"room": "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21", "epoch": "1f0c22aa9b3d", "seq": 4711}],
        ),
    ] = ()
    notices: Annotated[
        bool,
        says(
            "Whether to be told, from `ready` on and until the connection ends, what concerns one in all of one's "
            "rooms, followed or not: by `notice`, and by `moved` for those that are not followed.",
            True,
        ),
    ] = False


class Follow(ClientFrame, frozen=True, tag="follow"):
    """Asks for a room's events, from somewhere on and then as they happen; a follow of the same room is replaced.

    Answered with `followed`, then the events, or with `rejected` where there is nothing that the client may see.
    """

    room: RoomId
    id: FrameId = None
    from_: Annotated[
        Start | Literal["head"],
        says("After a seq of an epoch, with the last few events, or from now on: `head`.", {"last": 10}),
    ] = field(default="head", name="from")


class Unfollow(ClientFrame, frozen=True, tag="unfollow"):
    """Wants no more of a room's events. There is no answer; what was on its way still comes."""

    room: RoomId
    id: FrameId = None


class CommandFrame(ClientFrame, frozen=True, tag="command"):
    """Something to be done in a room; answered with `accepted` or `rejected`, in whatever order commands are done.

    Sent again with the same `command_id`, after a lost answer or a reconnect, it is done once and answered the same.
    """

    command_id: CommandId
    room: RoomId
    type: Annotated[str, says("Which command.", "send_message")]
    data: Annotated[dict[str, Any], says("What the command needs, by its type.")]
    id: FrameId = None


class Pong(ClientFrame, frozen=True, tag="pong"):
    """The answer to a `ping`; any frame will do, and whoever says nothing until the next one is disconnected."""

    id: FrameId = None


class SignalFrame(ClientFrame, frozen=True, tag="signal"):
    """Something that passes: nobody keeps it, and it may get lost. Only a refusal is answered, with `rejected`.

    `typing` is for members of a room who follow it, and is said again every three seconds while it holds. `idle` ends
    it, and tells that nobody is at this connection until it says `active`, `typing` or a command.
    """

    room: RoomId
    type: Annotated[Literal["typing", "idle", "active"], says("Which signal.", "typing")]
    id: FrameId = None


FromClient = Connect | Follow | Unfollow | CommandFrame | Pong | SignalFrame
