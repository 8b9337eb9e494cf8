"""An event of a room as clients are told it, live and page by page."""

from typing import Annotated, Any

from msgspec import UNSET, UnsetType

from events.cursor import Position
from events.fields import ActorId, At, EventId, PositionToken, RoomId, Seq, says
from events.registry import wire_name
from events.stored import Recorded
from events.wire.frame import Frame


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
