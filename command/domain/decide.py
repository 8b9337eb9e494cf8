"""What follows from any command in a room: each is decided by the rules of its kind."""

from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

from command.domain import house, membership, talk
from command.domain.house import ArchiveRoom, CreateRoom, DescribeRoom, HouseCommand
from command.domain.membership import AddMember, JoinRoom, LeaveRoom, MembershipCommand, RemoveMember, VacateRoom
from command.domain.room import Room
from command.domain.talk import DeleteMessage, EditMessage, SendMessage, TalkCommand
from events.room import RoomEvent

AnyRoomCommand = HouseCommand | MembershipCommand | TalkCommand


def decide(room: Room, command: AnyRoomCommand, me: UUID) -> Sequence[RoomEvent]:
    """The events that follow when `me` wants this in a room, none where nothing changes; a `Rejected` refuses it."""
    match command:
        case SendMessage() | EditMessage() | DeleteMessage():
            return talk.decide(room, command, me)
        case JoinRoom() | LeaveRoom() | AddMember() | RemoveMember() | VacateRoom():
            return membership.decide(room, command, me)
        case CreateRoom() | DescribeRoom() | ArchiveRoom():
            return house.decide(room, command, me)
        case _:
            assert_never(command)
