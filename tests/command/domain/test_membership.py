"""Who may be in a room, and as what."""

from uuid import UUID

import pytest
from msgspec.structs import replace

from command.domain.membership import AddMember, JoinRoom, LeaveRoom, RemoveMember, VacateRoom
from command.domain.rejections import LastOwner, NoSuchMember, NoSuchRoom, NotAllowed, NotAMember, RoomIsArchived
from events.room import (
    History,
    MemberAdded,
    MemberErased,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
    Role,
    RoomArchived,
    RoomCreated,
    Visibility,
)
from tests.command.domain.given import ANN, BEN, CAROL, COMMAND, ROOM, Given, given

OPENED = RoomCreated(name="Tea", visibility=Visibility.PUBLIC, history=History.ALL)
PRIVATE = RoomCreated(name="Ours", visibility=Visibility.PRIVATE, history=History.SINCE_JOIN)
ANN_OWNS = MemberJoined(account_id=ANN, role=Role.OWNER)
BEN_JOINED = MemberJoined(account_id=BEN, role=Role.MEMBER)
JOIN = JoinRoom(command_id=COMMAND, room_id=ROOM)
LEAVE = LeaveRoom(command_id=COMMAND, room_id=ROOM)
RANKS = list(Role)


def add(account: UUID, role: Role | None = None) -> AddMember:
    return AddMember(command_id=COMMAND, room_id=ROOM, account_id=account, role=role)


def remove(account: UUID) -> RemoveMember:
    return RemoveMember(command_id=COMMAND, room_id=ROOM, account_id=account)


def ben_is(role: Role) -> MemberAdded:
    return MemberAdded(account_id=BEN, role=role)


def carol_is(role: Role) -> MemberAdded:
    return MemberAdded(account_id=CAROL, role=role)


def test_anybody_joins_a_public_room_as_a_member() -> None:
    given(OPENED, ANN_OWNS).when(JOIN, BEN).then(BEN_JOINED)


def test_joining_twice_changes_nothing() -> None:
    given(OPENED, ANN_OWNS, BEN_JOINED).when(JOIN, BEN).then()


def test_an_archived_room_admits_nobody() -> None:
    given(OPENED, ANN_OWNS, RoomArchived()).when(JOIN, BEN).refused(RoomIsArchived)
    given(OPENED, ANN_OWNS, RoomArchived()).when(add(BEN)).refused(RoomIsArchived)


def test_an_archived_room_can_be_left() -> None:
    left = MemberLeft(account_id=BEN, role=Role.MEMBER)
    given(OPENED, ANN_OWNS, BEN_JOINED, RoomArchived()).when(LEAVE, BEN).then(left)


def test_a_private_room_is_entered_only_by_being_added() -> None:
    given(PRIVATE, ANN_OWNS).when(JOIN, BEN).refused(NoSuchRoom)
    given(PRIVATE, ANN_OWNS, ben_is(Role.MEMBER)).when(JOIN, BEN).then()


def test_who_was_in_a_private_room_knows_nothing_of_it_any_more() -> None:
    gone = MemberRemoved(account_id=BEN, role=Role.MEMBER)
    for command in (JOIN, LEAVE, add(CAROL), remove(ANN)):
        given(PRIVATE, ANN_OWNS, ben_is(Role.MEMBER), gone).when(command, BEN).refused(NoSuchRoom)


def test_leaving_a_public_room_one_is_not_in_changes_nothing() -> None:
    given(OPENED, ANN_OWNS).when(LEAVE, BEN).then()


def test_the_last_owner_stays_while_others_do() -> None:
    given(OPENED, ANN_OWNS, BEN_JOINED).when(LEAVE).refused(LastOwner)
    given(OPENED, ANN_OWNS, ben_is(Role.OWNER)).when(LEAVE).then(MemberLeft(account_id=ANN, role=Role.OWNER))


def test_an_archived_room_holds_nobody_back_also_not_its_last_owner() -> None:
    left = MemberLeft(account_id=ANN, role=Role.OWNER)
    given(OPENED, ANN_OWNS, BEN_JOINED, RoomArchived()).when(LEAVE).then(left)


def test_whoever_is_alone_may_leave() -> None:
    given(OPENED, ANN_OWNS).alone().when(LEAVE).then(MemberLeft(account_id=ANN, role=Role.OWNER))


def test_whoever_enters_an_empty_room_owns_it() -> None:
    ann_left = MemberLeft(account_id=ANN, role=Role.OWNER)
    given(OPENED, ANN_OWNS, ann_left).when(JOIN, BEN).then(MemberJoined(account_id=BEN, role=Role.OWNER))


def test_the_last_owner_cannot_step_down() -> None:
    given(OPENED, ANN_OWNS, BEN_JOINED).when(add(ANN, Role.ADMIN)).refused(LastOwner)
    stepped = MemberRoleChanged(account_id=ANN, role=Role.ADMIN, was=Role.OWNER)
    given(OPENED, ANN_OWNS, ben_is(Role.OWNER)).when(add(ANN, Role.ADMIN)).then(stepped)


def test_the_last_owner_cannot_be_removed_by_himself() -> None:
    given(OPENED, ANN_OWNS, BEN_JOINED).when(remove(ANN)).refused(LastOwner)


def test_anybody_may_step_down_by_himself() -> None:
    stepped = MemberRoleChanged(account_id=BEN, role=Role.MEMBER, was=Role.ADMIN)
    given(OPENED, ANN_OWNS, ben_is(Role.ADMIN)).when(add(BEN, Role.MEMBER), BEN).then(stepped)


def test_nobody_raises_himself() -> None:
    given(OPENED, ANN_OWNS, ben_is(Role.ADMIN)).when(add(BEN, Role.OWNER), BEN).refused(NotAllowed)


@pytest.mark.parametrize("role", RANKS)
@pytest.mark.parametrize("wanted", RANKS)
def test_a_role_is_given_by_moderators_and_above_who_stand_above_it(role: Role, wanted: Role) -> None:
    decided = given(OPENED, ANN_OWNS, ben_is(role)).when(add(CAROL, wanted), BEN)
    if role is Role.OWNER or (role in RANKS[:3] and RANKS.index(role) < RANKS.index(wanted)):
        decided.then(MemberAdded(account_id=CAROL, role=wanted))
    else:
        decided.refused(NotAllowed)


@pytest.mark.parametrize("role", RANKS)
@pytest.mark.parametrize("target", RANKS)
def test_nobody_acts_on_an_equal_or_a_higher_rank_save_owners(role: Role, target: Role) -> None:
    house = given(OPENED, ANN_OWNS, ben_is(role), carol_is(target))
    may = role is Role.OWNER or (role in RANKS[:3] and RANKS.index(role) < RANKS.index(target))
    removing = house.when(remove(CAROL), BEN)
    if may:
        removing.then(MemberRemoved(account_id=CAROL, role=target))
    else:
        removing.refused(NotAllowed)
    if target is not Role.MEMBER:
        lowering = house.when(add(CAROL, Role.MEMBER), BEN)
        if may:
            lowering.then(MemberRoleChanged(account_id=CAROL, role=Role.MEMBER, was=target))
        else:
            lowering.refused(NotAllowed)


def test_adding_somebody_who_is_in_changes_nothing() -> None:
    given(OPENED, ANN_OWNS, ben_is(Role.ADMIN)).when(add(BEN)).then()
    given(OPENED, ANN_OWNS, ben_is(Role.ADMIN)).when(add(BEN, Role.ADMIN)).then()


def test_only_members_add_and_remove() -> None:
    given(OPENED, ANN_OWNS).when(add(CAROL), BEN).refused(NotAMember)
    given(OPENED, ANN_OWNS).when(remove(ANN), BEN).refused(NotAMember)


def test_who_is_not_in_cannot_be_removed() -> None:
    given(OPENED, ANN_OWNS).when(remove(BEN)).refused(NoSuchMember)


VACATE = VacateRoom(command_id=COMMAND, room_id=ROOM)


def test_who_is_erased_goes_from_any_room_they_are_in_or_were_in() -> None:
    gone = MemberErased(account_id=BEN, role=Role.MEMBER)
    for room in (OPENED, PRIVATE):
        given(room, ANN_OWNS, BEN_JOINED).when(VACATE, BEN).then(gone)
        given(room, ANN_OWNS, BEN_JOINED, RoomArchived()).when(VACATE, BEN).then(gone)
        given(room, ANN_OWNS).when(VACATE, BEN).then(MemberErased(account_id=BEN))
    given(OPENED, ANN_OWNS, BEN_JOINED, gone).when(JOIN, BEN).then(BEN_JOINED)


def test_what_only_the_erased_owned_has_an_owner_at_every_moment() -> None:
    gone = MemberErased(account_id=ANN, role=Role.OWNER)
    room = given(OPENED, ANN_OWNS, ben_is(Role.MODERATOR)).state
    raised = MemberRoleChanged(account_id=BEN, role=Role.OWNER, was=Role.MODERATOR)
    Given(replace(room, heir=BEN)).when(VACATE, ANN).then(raised, gone)
    Given(room).when(VACATE, ANN).then(gone)  # nobody else is there
    given(OPENED, ANN_OWNS, ben_is(Role.OWNER)).when(VACATE, ANN).then(gone)
