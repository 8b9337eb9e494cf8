"""The frames of the live protocol, as projections build them and gateways pass them on.

JSON text, one object a frame, its name in the field `frame`. Ids are UUID strings, positions `<epoch>.<position>`.
"""

from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType, field

from events.cursor import Position
from events.fields import (
    AccountId,
    ActorId,
    At,
    CommandId,
    Epoch,
    EventId,
    FrameId,
    HaveRead,
    Head,
    MeantRoom,
    Mentioning,
    PositionToken,
    RoomId,
    Seq,
    Unread,
    says,
)
from events.registry import wire_name
from events.stored import Recorded

MAX_RESUMED = 1000  # rooms: as many as one connection may follow


class Frame(Struct, frozen=True, kw_only=True, tag_field="frame", omit_defaults=True):
    """One thing said on a live connection."""


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


class Range(Struct, frozen=True):
    """Seqs from … to, both included."""

    first: Annotated[int, says("The first seq.", 4001)] = field(name="from")
    last: Annotated[int, says("The last seq.", 4100)] = field(name="to")


class RoomState(Struct, frozen=True):
    """One of my rooms, as `ready` lists it."""

    room: RoomId
    head: Head
    role: Annotated[str, says("What I am in it: owner, admin, moderator or member.", "member")]
    unread: Unread = None
    mentions: Mentioning = None
    read_seq: HaveRead = None


# From the client


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

# From the server


class Hello(Frame, frozen=True, tag="hello"):
    """The first frame of a connection: whom the client has reached, and what it has to keep to."""

    protocol: Annotated[str, says("The protocol spoken, which is the WebSocket subprotocol too.", "parley.v1.json")]
    session: Annotated[str, says("This connection, for logs and questions.", "0e5b2f64-2f0c-4c5e-9f2b-6a0d6a3c7d11")]
    heartbeat_ms: Annotated[int, says("A `ping` comes this often, in milliseconds.", 25000)]
    epoch: Epoch
    max_frame_bytes: Annotated[int, says("The longest frame a client may send.", 262144)]


class Ready(Frame, frozen=True, tag="ready"):
    """The client is known: who it is and its rooms, as they are at a position."""

    account: AccountId
    rooms: Annotated[tuple[RoomState, ...], says("The rooms I am a member of, without archived ones.")]
    position: PositionToken
    id: FrameId = None


class Followed(Frame, frozen=True, tag="followed", omit_defaults=False):
    """A follow begins: the events asked for come next, up to `head`, and then each as it happens."""

    room: RoomId
    epoch: Epoch
    head: Head
    recovered: Annotated[
        bool, says("Whether all that was asked for follows; if not, `gap` says what is left out.", True)
    ]
    gap: Annotated[
        Range | None, says("Not sent here: fetch it with `GET /v1/rooms/{room}/events`. Null when nothing is.")
    ] = None
    hidden: Annotated[
        Range | None, says("Among what was asked for, the seqs one may not see. Null when there are none.")
    ] = None
    id: FrameId = None


class EventFrame(Frame, frozen=True, tag="event"):
    """One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`.

    A client passes over types it does not know; their `seq` counts like any other.
    """

    room: RoomId
    seq: Seq
    position: PositionToken
    event_id: EventId
    type: Annotated[str, says("What happened; it says what `data` holds.", "message_sent")]
    v: Annotated[int, says("The version of that type's data.", 1)]
    at: At
    actor: ActorId
    data: Annotated[dict[str, Any], says("The event's own fields; `redacted` when its words are gone.")]
    html: Annotated[
        str | UnsetType,
        says("The body as HTML, sanitised; absent without a body.", "<p>Tea is <strong>ready</strong></p>"),
    ] = UNSET


class Signal(Frame, frozen=True, tag="signal"):
    """Something that passes: it has no seq, is kept nowhere, and is the first to be left out for a slow reader.

    A client passes over types it does not know.
    """

    room: RoomId
    type: Annotated[str, says("Which signal; it says what `data` holds.", "typing")]
    data: Annotated[dict[str, Any], says("What is signalled.")]


class Accepted(Frame, frozen=True, tag="accepted", omit_defaults=False):
    """A command is done and on disk. Its event comes as a frame of its own to whoever follows the room."""

    position: PositionToken
    seq: Seq
    duplicate: Annotated[bool, says("Whether it had been done before: this is the first result again.", False)]
    id: FrameId = None


class Rejected(Frame, frozen=True, tag="rejected"):
    """What was asked is not done; the connection goes on."""

    problem: Annotated[dict[str, Any], says("Why, as HTTP would say it: a problem document (RFC 9457).")]
    room: MeantRoom = None
    id: FrameId = None


class Ended(Frame, frozen=True, tag="ended"):
    """A follow is over with this seq: the room was archived, or one is no member of it any more."""

    room: RoomId
    seq: Seq
    reason: Annotated[str, says("`removed`, `left` or `archived`.", "removed")]


class Lagging(Frame, frozen=True, tag="lagging"):
    """A reader is too slow: the follow ends after what was sent; the client pages, then follows again."""

    room: RoomId
    head: Head
    reason: Annotated[str, says("`slow_reader`.", "slow_reader")]


class Ping(Frame, frozen=True, tag="ping", omit_defaults=False):
    """The heartbeat. Whose head is beyond the last seq the client has of a room has lost something: follow anew."""

    heads: Annotated[
        dict[str, int],
        says(
            "The head of each followed room that moved since the last ping, by room.",
            {"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21": 4711},
        ),
    ]


class Notice(Frame, frozen=True, tag="notice"):
    """Something in one of my rooms that concerns me; what was said is read in the room.

    On the personal stream, and where a `connect` asked for `notices`.
    """

    room: RoomId
    seq: Seq
    position: PositionToken
    type: Annotated[
        str,
        says(
            "Why: I was `mentioned`, `replied_to`, `added`, `removed`, or my `role_changed`; or I `joined` or `left` "
            "somewhere else. A client passes over types it does not know.",
            "mentioned",
        ),
    ]
    at: At
    actor: ActorId
    message: Annotated[
        UUID | UnsetType, says("The message, where it is about one.", "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11")
    ] = UNSET
    role: Annotated[str | UnsetType, says("What I am now, or was until now, where it is about that.", "member")] = UNSET


class Moved(Frame, frozen=True, tag="moved"):
    """Something happened in one of my rooms; of each room at most once a second.

    On the personal stream, and, of rooms that are not followed, where a `connect` asked for `notices`.
    """

    room: RoomId
    head: Head
    position: PositionToken


class Gap(Frame, frozen=True, tag="gap"):
    """What concerned me since `after` is not told; `GET /v1/rooms` and the rooms' messages have it.

    On the personal stream it comes where too much has happened, and from `position` on that goes on. Where a `connect`
    asked for `notices` it comes to a slow reader and ends them: `connect` again.
    """

    after: PositionToken
    position: PositionToken


class Goodbye(Frame, frozen=True, tag="goodbye"):
    """The last frame before the connection is closed, with the same code."""

    code: Annotated[int, says("Why, as in the WebSocket close frame.", 1012)]
    reason: Annotated[str, says("The same in words, for people.", "the server restarts")]
    retry: Annotated[bool, says("Whether coming back makes sense.", True)]
    after_ms: Annotated[
        tuple[int, int],
        says("Come back after a random time from … to, in milliseconds, so that not all come at once.", [100, 1000]),
    ] = (0, 0)


def event_frame(epoch: str, recorded: Recorded, *, redacted: bool = False, html: str | UnsetType = UNSET) -> EventFrame:
    """The frame of a room's event: what was erased, or is `redacted`, has its words left out at the same seq."""
    data = {name: getattr(recorded.event, name) for name in recorded.event.__struct_fields__}
    if "body" in data and (redacted or "body" in recorded.erased):
        data |= {"body": None, "redacted": True}
        html = UNSET
    return EventFrame(
        room=recorded.stream_id,
        seq=recorded.version,
        position=str(Position(epoch, recorded.position)),
        event_id=recorded.event_id,
        type=wire_name(recorded.event),
        v=recorded.event.SCHEMA_VERSION,
        at=recorded.occurred_at,
        actor=recorded.actor_id,
        data=data,
        html=html,
    )
