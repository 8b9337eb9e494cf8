"""The frames that tell an account what concerns it in all of its rooms."""

from typing import Annotated
from uuid import UUID

from msgspec import UNSET, UnsetType

from events.fields import ActorId, At, Head, PositionToken, RoomId, Seq, says
from events.wire.frame import Frame


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
