"""The frames that a server says of a connection, of the rooms it follows, and to what was asked."""

from typing import Annotated, Any

from msgspec import Struct, field

from events.fields import (
    AccountId,
    Epoch,
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
from events.wire.frame import Frame


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


class Goodbye(Frame, frozen=True, tag="goodbye"):
    """The last frame before the connection is closed, with the same code."""

    code: Annotated[int, says("Why, as in the WebSocket close frame.", 1012)]
    reason: Annotated[str, says("The same in words, for people.", "the server restarts")]
    retry: Annotated[bool, says("Whether coming back makes sense.", True)]
    after_ms: Annotated[
        tuple[int, int],
        says("Come back after a random time from … to, in milliseconds, so that not all come at once.", [100, 1000]),
    ] = (0, 0)
