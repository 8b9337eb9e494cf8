"""A room's events as frames for the hub: from the log, and from what the bus carries."""

from uuid import UUID

import msgspec

from events.live import Kind, LiveEvent
from events.registry import wire_name
from events.room import (
    MemberAdded,
    MemberErased,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MessageDeleted,
    MessageEdited,
    MessageErased,
    RoomArchived,
)
from events.wire.event import EventFrame
from query.live.chunk import LiveFrame
from query.live.outgoing import text

REASONS = {wire_name(MemberLeft): "left", wire_name(MemberRemoved): "removed", wire_name(MemberErased): "left"}
CAME = {wire_name(MemberJoined), wire_name(MemberAdded)}
CHANGES = {wire_name(event) for event in (MessageEdited, MessageDeleted, MessageErased, MemberErased)}
ARCHIVED = wire_name(RoomArchived)
_encoder = msgspec.json.Encoder()


class _Whose(msgspec.Struct):
    account_id: UUID


class _Membership(msgspec.Struct):
    """As much of an event frame as says whose membership it changes."""

    type: str
    data: _Whose


_membership = msgspec.json.Decoder(_Membership)


def framed(event: EventFrame) -> LiveFrame:
    """One event of the log, ready for every socket."""
    reason = REASONS.get(event.type, "")
    return LiveFrame(
        event.seq,
        text(_encoder.encode(event)),
        gone=event.data["account_id"] if reason else None,
        reason=reason,
        archived=event.type == ARCHIVED,
        changes=event.type in CHANGES,
        came=event.data["account_id"] if event.type in CAME else None,
    )


def carried(event: LiveEvent) -> LiveFrame:
    """What the bus carried; only what may end a follow is looked into."""
    data = text(event.frame)
    if event.kind is Kind.MEMBERSHIP:
        change = _membership.decode(event.frame)
        reason = REASONS.get(change.type, "")
        gone = change.data.account_id if reason else None
        came = change.data.account_id if change.type in CAME else None
        return LiveFrame(event.seq, data, gone=gone, reason=reason, changes=change.type in CHANGES, came=came)
    return LiveFrame(event.seq, data, archived=event.kind is Kind.ARCHIVED, changes=event.kind is Kind.CHANGE)
