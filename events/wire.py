"""The frames of the live protocol, as projections build them and gateways pass them on.

JSON text, one object a frame, its name in the field `frame`. Ids are UUID strings, positions `<epoch>.<position>`.
"""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType, field

from events.cursor import Position
from events.registry import wire_name
from events.stored import Recorded


class Frame(Struct, frozen=True, kw_only=True, tag_field="frame", omit_defaults=True):
    """One thing said on a live connection."""


class Start(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where to begin following: after `seq` of `epoch`, or with the last `last` seqs."""

    epoch: str | None = None
    seq: int | None = None
    last: int | None = None

    def __post_init__(self) -> None:
        if (self.last is None) is (self.seq is None) or (self.seq is None) is not (self.epoch is None):
            raise ValueError("either epoch and seq, or last")


class Resume(Struct, frozen=True, forbid_unknown_fields=True):
    """Where to take up one room after a reconnect."""

    room: UUID
    epoch: str
    seq: int


class Range(Struct, frozen=True):
    """Seqs from … to, both included."""

    first: int = field(name="from")
    last: int = field(name="to")


class RoomState(Struct, frozen=True):
    """One of my rooms, as `ready` lists it."""

    room: UUID
    head: int
    role: str


# From the client


class ClientFrame(Frame, frozen=True, forbid_unknown_fields=True):
    """Something a client says."""


class Connect(ClientFrame, frozen=True, tag="connect"):
    token: str
    id: str | int | None = None
    resume: tuple[Resume, ...] = ()


class Follow(ClientFrame, frozen=True, tag="follow"):
    room: UUID
    id: str | int | None = None
    from_: Start | Literal["head"] = field(default="head", name="from")


class Unfollow(ClientFrame, frozen=True, tag="unfollow"):
    room: UUID
    id: str | int | None = None


class CommandFrame(ClientFrame, frozen=True, tag="command"):
    command_id: UUID
    room: UUID
    type: str
    data: dict[str, Any]
    id: str | int | None = None


class Pong(ClientFrame, frozen=True, tag="pong"):
    id: str | int | None = None


FromClient = Connect | Follow | Unfollow | CommandFrame | Pong

# From the server


class Hello(Frame, frozen=True, tag="hello"):
    protocol: str
    session: str
    heartbeat_ms: int
    epoch: str
    max_frame_bytes: int


class Ready(Frame, frozen=True, tag="ready"):
    account: UUID
    rooms: tuple[RoomState, ...]
    position: str
    id: str | int | None = None


class Followed(Frame, frozen=True, tag="followed", omit_defaults=False):
    room: UUID
    epoch: str
    head: int
    recovered: bool
    gap: Range | None = None
    hidden: Range | None = None
    id: str | int | None = None


class EventFrame(Frame, frozen=True, tag="event"):
    """One event of a room; `data` is the event's own fields, `redacted` when its words are gone."""

    room: UUID
    seq: int
    position: str
    event_id: UUID
    type: str
    v: int
    at: datetime
    actor: UUID
    data: dict[str, Any]
    html: str | UnsetType = UNSET


class Accepted(Frame, frozen=True, tag="accepted", omit_defaults=False):
    position: str
    seq: int
    duplicate: bool
    id: str | int | None = None


class Rejected(Frame, frozen=True, tag="rejected"):
    problem: dict[str, Any]
    id: str | int | None = None


class Ended(Frame, frozen=True, tag="ended"):
    room: UUID
    seq: int
    reason: str


class Lagging(Frame, frozen=True, tag="lagging"):
    """A reader is too slow: the follow ends after what was sent; the client pages, then follows again."""

    room: UUID
    head: int
    reason: str


class Ping(Frame, frozen=True, tag="ping", omit_defaults=False):
    heads: dict[str, int]


class Goodbye(Frame, frozen=True, tag="goodbye"):
    code: int
    reason: str
    retry: bool
    after_ms: tuple[int, int] = (0, 0)


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
