"""Rooms' events as frames ready for the live bus, each rendered and encoded once."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec
from msgspec import UNSET, Struct, UnsetType

from events.account import AccountErased
from events.live import kind_of, pack
from events.markdown import html_of
from events.registry import wire_name
from events.room import MessageDeleted, MessageEdited, MessageErased, MessageSent, RoomEvent
from events.stored import Recorded
from events.wire.event import event_frame
from projections.engine.troubles import Poisoned

_encoder = msgspec.json.Encoder()


class Packed(Struct, frozen=True):
    """One frame as the live bus carries it, and the room it is for."""

    room_id: UUID
    payload: bytes


def frames_of(name: str, epoch: str, batch: Sequence[Recorded]) -> Iterator[Packed]:
    """The frames of a batch, in order; words that a later event of the batch takes back are left out.

    Raises `Poisoned` for an event that cannot be made a frame.
    """
    last_word = _last_words(batch)
    erased = {recorded.stream_id for recorded in batch if isinstance(recorded.event, AccountErased)}
    for recorded in batch:
        event = recorded.event
        if not isinstance(event, RoomEvent):
            continue
        try:
            redacted, html = False, _html(recorded)
            if isinstance(event, MessageSent | MessageEdited):
                redacted = last_word.get(event.message_id, 0) > recorded.position or recorded.actor_id in erased
            frame = _encoder.encode(event_frame(epoch, recorded, redacted=redacted, html=html))
            yield Packed(recorded.stream_id, pack(recorded.version, kind_of(event), frame))
        except (TypeError, ValueError, AttributeError) as error:
            raise Poisoned(name, recorded.position, wire_name(event), error) from error


def _last_words(batch: Sequence[Recorded]) -> dict[UUID, int]:
    """The position of the last change of each message that the batch changes."""
    changes = MessageEdited | MessageDeleted | MessageErased
    changed = (recorded for recorded in batch if isinstance(recorded.event, changes))
    return {recorded.event.message_id: recorded.position for recorded in changed}  # type: ignore[attr-defined]


def _html(recorded: Recorded) -> str | UnsetType:
    event = recorded.event
    if isinstance(event, MessageSent | MessageEdited) and "body" not in recorded.erased:
        return html_of(event.body)
    return UNSET
