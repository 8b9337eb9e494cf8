"""What is decided about who is in a room, and that somebody always owns it while anybody is."""

from typing import assert_never
from uuid import UUID

from command.domain import ranks
from command.domain.rejections import LastOwner, NoSuchMember, NotAllowed
from command.domain.room import Room, RoomCommand, enter, member, stay_open
from events.room import (
    MemberAdded,
    MemberErased,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
    Role,
    RoomEvent,
)


class JoinRoom(RoomCommand, frozen=True, tag="join_room"):
    pass


class LeaveRoom(RoomCommand, frozen=True, tag="leave_room"):
    pass


class AddMember(RoomCommand, frozen=True, tag="add_member"):
    """Bring somebody in, or give somebody who is in another role; without one, a newcomer is a plain member."""

    account_id: UUID
    role: Role | None = None


class RemoveMember(RoomCommand, frozen=True, tag="remove_member"):
    account_id: UUID


class VacateRoom(RoomCommand, frozen=True, tag="vacate_room"):
    """What follows in a room, once its sender's account is erased, for a place they have there or had."""


MembershipCommand = JoinRoom | LeaveRoom | AddMember | RemoveMember | VacateRoom


def decide(room: Room, command: MembershipCommand, me: UUID) -> list[RoomEvent]:
    if isinstance(command, VacateRoom):
        return _vacate(room, me)
    role = enter(room, me)
    match command:
        case JoinRoom() if role:
            return []
        case JoinRoom():
            stay_open(room)
            # An empty room belongs to whoever comes first: without an owner it could never be changed again.
            return [MemberJoined(account_id=me, role=Role.MEMBER if room.rules.owners else Role.OWNER)]
        case LeaveRoom() if role is None:
            return []
        case LeaveRoom():
            if room.rules.owners == {me} and not room.alone and not room.rules.archived:
                raise LastOwner
            return [MemberLeft(account_id=me, role=room.roles[me])]
        case AddMember(account_id=account):
            return _add(room, command, me, room.roles.get(account))
        case RemoveMember(account_id=account):
            return _remove(room, account, me, room.roles.get(account))
        case _:
            assert_never(command)


def _add(room: Room, command: AddMember, me: UUID, was: Role | None) -> list[RoomEvent]:
    role, account, wanted = member(room, me), command.account_id, command.role or was or Role.MEMBER
    stay_open(room)
    if wanted is was:
        return []
    if was is None:
        if not ranks.may_give(role, wanted):
            raise NotAllowed
        return [MemberAdded(account_id=account, role=wanted)]
    steps_down = account == me and ranks.above(role, wanted)
    if not steps_down and not (ranks.may_give(role, wanted) and ranks.may_act_on(role, was)):
        raise NotAllowed
    if room.rules.owners == {account}:
        raise LastOwner
    return [MemberRoleChanged(account_id=account, role=wanted, was=was)]


def _remove(room: Room, account: UUID, me: UUID, was: Role | None) -> list[RoomEvent]:
    role = member(room, me)
    if was is None:
        raise NoSuchMember
    if not ranks.may_act_on(role, was):
        raise NotAllowed
    if room.rules.owners == {account}:
        raise LastOwner
    return [MemberRemoved(account_id=account, role=was)]


def _vacate(room: Room, me: UUID) -> list[RoomEvent]:
    """Never refused: what only I own goes to whoever stands next to me, before I am gone."""
    vacated = MemberErased(account_id=me, role=room.roles.get(me))
    if room.rules.owners != {me} or room.heir is None:
        return [vacated]
    return [MemberRoleChanged(account_id=room.heir, role=Role.OWNER, was=room.roles[room.heir]), vacated]
