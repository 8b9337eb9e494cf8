"""What a follow begins with, for everybody and from everywhere."""

from typing import Any

import pytest

from events.wire.client import Start
from events.wire.server import Range
from query.access import LAST_SEQ, Access, Gone, Stretch
from query.live.plan import RESUME_AT_MOST, Plan, plan

ALL = Access((Stretch(1, LAST_SEQ),))
TWO_STAYS = Access((Stretch(4, 6), Stretch(10, LAST_SEQ)))
GONE = Access((), gone_at=8, gone=Gone.REMOVED)


def of(first: int, last: int) -> Range:
    return Range(first=first, last=last)


def after(seq: int, epoch: str = "e") -> Start:
    return Start(epoch=epoch, seq=seq)


@pytest.mark.parametrize(
    ("access", "start", "expected"),
    [
        (ALL, "head", Plan(20, (), True)),
        (ALL, after(20), Plan(20, (), True)),
        (ALL, after(17), Plan(20, (Stretch(18, 20),), True)),
        (ALL, after(0), Plan(20, (Stretch(1, 20),), True)),
        (ALL, Start(last=3), Plan(20, (Stretch(18, 20),), True)),
        (ALL, Start(last=99), Plan(20, (Stretch(1, 20),), True)),
        (ALL, Start(last=0), Plan(20, (), True)),
        (ALL, after(5, "old"), Plan(20, (), False, gap=of(1, 20))),
        (ALL, after(21), Plan(20, (), False, gap=of(1, 20))),
        (ALL, after(-1), Plan(20, (), False, gap=of(1, 20))),
        (TWO_STAYS, after(12), Plan(20, (Stretch(13, 20),), True)),
        (TWO_STAYS, after(5), Plan(20, (Stretch(6, 6), Stretch(10, 20)), True, hidden=of(7, 9))),
        (TWO_STAYS, after(0), Plan(20, (Stretch(10, 20),), False, gap=of(1, 9), hidden=of(1, 9))),
        (TWO_STAYS, after(7), Plan(20, (Stretch(10, 20),), True, hidden=of(8, 9))),
        (GONE, after(5), Plan(8, (Stretch(8, 8),), True, hidden=of(6, 7), reason="removed")),
        (GONE, after(7), Plan(8, (Stretch(8, 8),), True, reason="removed")),
        (GONE, after(8), Plan(8, (), True, reason="removed")),
        (GONE, "head", None),
        (GONE, Start(last=5), None),
        (Access(()), after(1), None),
        (Access(()), "head", None),
    ],
)
def test_everybody_is_told_what_is_sent_what_is_missing_and_what_is_hidden(
    access: Access, start: Any, expected: Plan | None
) -> None:
    assert plan(access, "e", 20, start) == expected


def test_who_is_too_far_behind_is_told_what_to_fetch() -> None:
    head = RESUME_AT_MOST + 10
    assert plan(ALL, "e", head, after(5)) == Plan(head, (), False, gap=of(6, head))
    assert plan(ALL, "e", head, after(10)) == Plan(head, (Stretch(11, head),), True)


def test_a_former_member_learns_nothing_of_how_far_the_room_has_come() -> None:
    found = plan(GONE, "e", 5000, after(7000))
    assert found == Plan(8, (), False, gap=of(8, 8), hidden=of(1, 7), reason="removed")


def test_who_was_put_out_long_after_learns_of_it_all_the_same() -> None:
    gone = Access((), gone_at=9000, gone=Gone.REMOVED)
    assert plan(gone, "e", 9500, after(3)) == Plan(
        9000, (Stretch(9000, 9000),), True, hidden=of(4, 8999), reason="removed"
    )
