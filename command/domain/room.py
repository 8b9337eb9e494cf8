"""What decides in a room: its rules, and of its members and messages those that were asked for."""

from collections.abc import Mapping
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from command.domain.command import Command
from command.domain.rejections import NoSuchRoom, NotAMember, RoomIsArchived
from events.event import Event
from events.room import (
    MemberAdded,
    MemberErased,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
    MessageDeleted,
    MessageEdited,
    MessageErased,
    MessageSent,
    Role,
    RoomArchived,
    RoomCreated,
    RoomRenamed,
    RoomTopicChanged,
    Visibility,
)


class RoomCommand(Command, frozen=True):
    """What somebody wants in a room."""

    room_id: UUID


class Message(Struct, frozen=True):
    """What decides about a message."""

    author_id: UUID
    body: str
    deleted: bool = False
    erased: bool = False


class Rules(Struct, frozen=True):
    """What holds for everybody in a room; without a `visibility` there is no such room."""

    visibility: Visibility | None = None
    archived: bool = False
    owners: frozenset[UUID] = frozenset()
    name: str = ""
    topic: str = ""


class Room(Struct, frozen=True):
    """What is known of a room: of its members and messages only those that were asked for.

    `subjects` is all that the events which were read are about; `alone` that nobody but the actor is a member; `heir`
    who is to own the room when its last owner's account is erased.
    """

    rules: Rules = Rules()
    roles: Mapping[UUID, Role] = {}
    messages: Mapping[UUID, Message] = {}
    subjects: frozenset[UUID | None] = frozenset()
    alone: bool = False
    heir: UUID | None = None


INITIAL = Room()


def evolve(room: Room, event: Event, room_id: UUID, by: UUID) -> Room:
    """`by` is the event's actor: a message's author stands in the envelope alone."""
    room = replace(room, subjects=room.subjects | {event.about(room_id)})
    match event:
        case RoomCreated(name=name, topic=topic, visibility=visibility):
            return replace(room, rules=Rules(visibility=visibility, name=name, topic=topic))
        case RoomRenamed(name=name):
            return replace(room, rules=replace(room.rules, name=name))
        case RoomTopicChanged(topic=topic):
            return replace(room, rules=replace(room.rules, topic=topic))
        case RoomArchived():
            return replace(room, rules=replace(room.rules, archived=True))
        case MemberJoined() | MemberAdded() | MemberRoleChanged():
            return _with_role(room, event.account_id, event.role)
        case MemberLeft() | MemberRemoved() | MemberErased():
            return _with_role(room, event.account_id, None)
        case MessageSent(message_id=message_id, body=body):
            return replace(room, messages={**room.messages, message_id: Message(by, body)})
        case MessageEdited(message_id=message_id, body=body) if message_id in room.messages:
            edited = replace(room.messages[message_id], body=body)
            return replace(room, messages={**room.messages, message_id: edited})
        case MessageDeleted(message_id=message_id) if message_id in room.messages:
            deleted = replace(room.messages[message_id], body="", deleted=True)
            return replace(room, messages={**room.messages, message_id: deleted})
        case MessageErased(message_id=message_id) if message_id in room.messages:
            erased = replace(room.messages[message_id], body="", deleted=True, erased=True)
            return replace(room, messages={**room.messages, message_id: erased})
        case _:
            return room


def enter(room: Room, me: UUID) -> Role | None:
    """My role in a room I may know of; another's private room is no room at all. Raises `NoSuchRoom`."""
    role = room.roles.get(me)
    if room.rules.visibility is None or (room.rules.visibility is Visibility.PRIVATE and role is None):
        raise NoSuchRoom
    return role


def member(room: Room, me: UUID) -> Role:
    """My role in a room I am in; raises `NoSuchRoom` or `NotAMember`."""
    role = enter(room, me)
    if role is None:
        raise NotAMember
    return role


def stay_open(room: Room) -> None:
    """Raises `RoomIsArchived`."""
    if room.rules.archived:
        raise RoomIsArchived


def _with_role(room: Room, account: UUID, role: Role | None) -> Room:
    owners = room.rules.owners | {account} if role is Role.OWNER else room.rules.owners - {account}
    others = {each: of for each, of in room.roles.items() if each != account}
    roles = {**others, account: role} if role else others
    return replace(room, roles=roles, rules=replace(room.rules, owners=owners))
