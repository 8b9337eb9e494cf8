"""How often somebody may do something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.rates import Allowance, Quota, Rate, quota


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def taken(rate: Rate, key: str, tries: int) -> int:
    return sum(rate.take(key) is None for _ in range(tries))


def test_so_much_may_come_at_once_and_comes_back_evenly() -> None:
    clock = Clock()
    rate = Rate("sends", Quota(200, 4), clock)
    assert taken(rate, "ann", 1000) == 200
    clock.now += 0.1
    assert taken(rate, "ann", 1000) == 5
    clock.now += 4
    assert taken(rate, "ann", 1000) == 200


def test_one_account_does_not_use_up_anothers() -> None:
    rate = Rate("sends", Quota(3, 1), Clock())
    assert (taken(rate, "ann", 9), taken(rate, "ben", 9)) == (3, 3)


def test_who_came_too_often_is_told_when_to_come_again() -> None:
    clock = Clock()
    rate = Rate("rooms", Quota(2, 60), clock)
    taken(rate, "ann", 2)
    found = rate.take("ann")
    assert found is not None
    assert (found.type, found.status, found.extra) == ("/problems/rate_limited", 429, {"retry_after": 30.0})
    assert found.headers == {
        "Retry-After": "30",
        "RateLimit-Policy": '"rooms";q=2;w=60',
        "RateLimit": '"rooms";r=0;t=30',
    }
    clock.now += 30
    assert rate.take("ann") is None


@given(st.lists(st.floats(0, 10), max_size=60), st.integers(1, 20), st.integers(1, 20))
def test_who_waits_as_long_as_told_is_let_through(pauses: list[float], most: int, within: int) -> None:
    clock = Clock()
    rate = Rate("sends", Quota(most, within), clock)
    for pause in pauses:
        clock.now += pause
        found = rate.take("ann")
        if found is not None:
            clock.now += found.extra["retry_after"]
            assert rate.take("ann") is None


def test_only_so_many_are_remembered() -> None:
    rate = Rate("sends", Quota(1, 60), Clock(), keep=10)
    assert sum(taken(rate, str(account), 1) for account in range(1000)) == 1000
    assert len(rate._full_at) == 10


@pytest.mark.parametrize(("setting", "found"), [("200/4", Quota(200, 4)), ("off", None)])
def test_a_quota_is_written_as_a_fraction(setting: str, found: Quota | None) -> None:
    assert quota(setting) == found


def test_what_is_off_is_never_too_much() -> None:
    assert taken(Rate("sends", None), "ann", 10_000) == 10_000


def test_one_connection_has_so_much_and_gets_it_back() -> None:
    clock = Clock()
    allowance = Allowance(Quota(100, 10), clock.now)
    assert sum(allowance.take(clock) for _ in range(100)) == 100
    assert not allowance.take(clock)
    clock.now += 1
    assert [allowance.take(clock) for _ in range(11)] == [True] * 10 + [False]
    clock.now += 1000
    assert sum(allowance.take(clock) for _ in range(200)) == 100
