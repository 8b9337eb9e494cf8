"""Which event a wire name stands for, and how an older shape becomes the newest."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from events import account, claim, reader, room
from events.event import Event

_ALL: tuple[type[Event], ...] = (
    room.RoomCreated,
    room.RoomRenamed,
    room.RoomTopicChanged,
    room.RoomArchived,
    room.MemberJoined,
    room.MemberAdded,
    room.MemberLeft,
    room.MemberRemoved,
    room.MemberRoleChanged,
    room.MemberErased,
    room.MessageSent,
    room.MessageEdited,
    room.MessageDeleted,
    room.MessageErased,
    account.AccountRegistered,
    account.AccountImported,
    account.DisplayNameChanged,
    account.PasswordChanged,
    account.SessionStarted,
    account.SessionEnded,
    account.AccountErased,
    claim.NameClaimed,
    claim.NameReleased,
    reader.RoomRead,
)


class UnknownEvent(Exception):
    """This build does not know an event that it must judge."""


class Shape(Struct, frozen=True):
    """One stored form of an event."""

    type: str
    schema_version: int


Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

EVENTS: Mapping[str, type[Event]] = {str(event.__struct_config__.tag): event for event in _ALL}
# The structs of shapes that are written no more, as they were when they were replaced.
RETIRED: tuple[type[Event], ...] = ()
STORED: Mapping[Shape, type[Event]] = {
    Shape(str(event.__struct_config__.tag), event.SCHEMA_VERSION): event for event in (*_ALL, *RETIRED)
}
# From a shape's data to the data of the next schema_version; sealed fields are already opened.
UPCASTERS: Mapping[Shape, Upcaster] = {}


def wire_name(event: type[Event] | Event) -> str:
    """The frozen name an event is stored and sent under."""
    return str(event.__struct_config__.tag)


def newest(type_: str, schema_version: int, data: dict[str, Any]) -> tuple[type[Event], dict[str, Any]]:
    """The event's struct and its data in that struct's shape; raises `UnknownEvent`."""
    struct = EVENTS.get(type_)
    if struct is None or schema_version > struct.SCHEMA_VERSION:
        raise UnknownEvent(f"{type_} v{schema_version}")
    for version in range(schema_version, struct.SCHEMA_VERSION):
        data = UPCASTERS[Shape(type_, version)](data)
    return struct, data
