"""What is decided about a room as a whole: opening it, naming it, closing it for good."""

from typing import assert_never
from uuid import UUID

from command.domain import ranks, texts
from command.domain.rejections import NotAllowed, RoomExists
from command.domain.room import Room, RoomCommand, Rules, member, stay_open
from events.room import (
    History,
    MemberJoined,
    Role,
    RoomArchived,
    RoomCreated,
    RoomEvent,
    RoomRenamed,
    RoomTopicChanged,
    Visibility,
)


class CreateRoom(RoomCommand, frozen=True, tag="create_room"):
    """Without `history`, newcomers read all of a public room and nothing from before them in a private one."""

    name: str
    visibility: Visibility
    topic: str = ""
    history: History | None = None


class DescribeRoom(RoomCommand, frozen=True, tag="describe_room"):
    """Give a room another name or topic, or both; what is None stays."""

    name: str | None = None
    topic: str | None = None


class ArchiveRoom(RoomCommand, frozen=True, tag="archive_room"):
    pass


HouseCommand = CreateRoom | DescribeRoom | ArchiveRoom


def decide(room: Room, command: HouseCommand, me: UUID) -> list[RoomEvent]:
    match command:
        case CreateRoom() if room.rules.visibility is not None:
            raise RoomExists
        case CreateRoom():
            return [_created(command), MemberJoined(account_id=me, role=Role.OWNER)]
        case DescribeRoom():
            _need(Role.ADMIN, room, me)
            stay_open(room)
            return _described(room.rules, command)
        case ArchiveRoom():
            _need(Role.OWNER, room, me)
            return [] if room.rules.archived else [RoomArchived()]
        case _:
            assert_never(command)


def _need(role: Role, room: Room, me: UUID) -> None:
    if not ranks.at_least(member(room, me), role):
        raise NotAllowed


def _created(command: CreateRoom) -> RoomCreated:
    usual = History.ALL if command.visibility is Visibility.PUBLIC else History.SINCE_JOIN
    return RoomCreated(
        name=texts.room_name(command.name),
        topic=texts.topic(command.topic),
        visibility=command.visibility,
        history=command.history or usual,
    )


def _described(rules: Rules, command: DescribeRoom) -> list[RoomEvent]:
    events: list[RoomEvent] = []
    if command.name is not None and (name := texts.room_name(command.name)) != rules.name:
        events.append(RoomRenamed(name=name))
    if command.topic is not None and (topic := texts.topic(command.topic)) != rules.topic:
        events.append(RoomTopicChanged(topic=topic))
    return events
