"""How far somebody has read."""

from uuid import UUID

import pytest

from command.domain import reader
from command.domain.reader import INITIAL, MarkRead
from command.domain.rejections import NoSuchRoom, NotAMember, SeqAhead
from command.domain.room import Room, Rules
from events.reader import RoomRead
from events.room import Role, Visibility

ANN, BEN, KITCHEN = UUID(int=11), UUID(int=12), UUID(int=1)
ANNS = Room(Rules(Visibility.PRIVATE), {ANN: Role.MEMBER})


def up_to(seq: int) -> MarkRead:
    return MarkRead(command_id=UUID(int=9), room_id=KITCHEN, seq=seq)


def test_the_first_mark_is_a_mark() -> None:
    assert reader.decide(INITIAL, up_to(3)) == [RoomRead(room_id=KITCHEN, seq=3)]


@pytest.mark.parametrize("seq", [1, 3])
def test_a_mark_that_is_not_beyond_the_last_changes_nothing(seq: int) -> None:
    marked = reader.evolve(INITIAL, RoomRead(room_id=KITCHEN, seq=3))
    assert reader.decide(marked, up_to(seq)) == []
    assert reader.decide(marked, up_to(4)) == [RoomRead(room_id=KITCHEN, seq=4)]


def test_a_member_marks_up_to_the_last_event() -> None:
    reader.admit(ANNS, 5, up_to(5), ANN)
    with pytest.raises(SeqAhead):
        reader.admit(ANNS, 5, up_to(6), ANN)


def test_nobody_marks_where_they_are_no_member() -> None:
    with pytest.raises(NoSuchRoom):
        reader.admit(ANNS, 5, up_to(1), BEN)
    with pytest.raises(NotAMember):
        reader.admit(Room(Rules(Visibility.PUBLIC)), 5, up_to(1), BEN)
