"""Pages around a moment: from its first message on, at every edge, of what one may read."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from events.room import History, MemberAdded, MemberLeft, Role, RoomTopicChanged, Visibility
from tests.query.house import House

TICK = timedelta(microseconds=1)


async def page(home: House, who: UUID, room: UUID, **query: Any) -> list[dict[str, Any]]:
    """What a page has."""
    answer = await home.get(who, f"/v1/rooms/{room}/messages", **query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["messages"]
    return found


async def first(home: House, who: UUID, room: UUID, at: datetime) -> int | None:
    """The seq that a page of one message has, which is that of the first at a moment or after it."""
    [one] = await page(home, who, room, at=at.isoformat(), limit=1)
    return int(one["seq"]) if datetime.fromisoformat(one["sent_at"]) >= at else None


async def test_a_page_begins_in_the_middle_with_the_first_message_of_a_moment(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=(Visibility.PUBLIC, History.ALL))
    for number in range(25):
        await home.kept.say(room, ann, str(number))
        if number % 3 == 0:
            await home.kept.accepted(room, *[RoomTopicChanged(topic=str(number))] * (number % 5), actor=ann)
    said = await page(home, ann, room)
    times = [(datetime.fromisoformat(one["sent_at"]), one["seq"]) for one in said]
    for time, _ in times:
        for at in (time - TICK, time, time + TICK):
            expected = next((seq for sent_at, seq in times if sent_at >= at), None)
            assert await first(home, ann, room, at) == expected
    assert await page(home, ann, room, at=said[12]["sent_at"], limit=6) == said[9:15]
    assert await page(home, ann, room, at=said[0]["sent_at"], limit=6) == said[:3]


async def test_before_all_is_the_beginning_and_after_all_the_last_page(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=(Visibility.PUBLIC, History.ALL))
    assert await page(home, ann, room, at="2026-11-22T09:30:00Z") == []
    for number in range(8):
        await home.kept.say(room, ann, str(number))
    said = await page(home, ann, room)
    for at in ("0001-01-01T00:00:00+23:59", "1970-01-01t00:00:00z", "0001-01-01T00:00:00Z"):
        assert await page(home, ann, room, at=at, limit=6) == said[:3]
    late = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    for at in (late, "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59Z"):
        assert await page(home, ann, room, at=at, limit=6) == said[2:]
    answer = await home.get(ann, f"/v1/rooms/{room}/messages", at=said[4]["sent_at"], limit=2)
    assert [one["body"] for one in answer.json()["messages"]] == ["3", "4"]
    assert f"before={said[3]['seq']}" in answer.headers["link"]
    assert f"after={said[4]['seq']}" in answer.headers["link"]
    assert "at=" not in answer.headers["link"]


async def test_what_one_may_not_read_is_passed_over(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, kind=(Visibility.PRIVATE, History.SINCE_JOIN))
    for _ in range(3):
        await home.kept.say(room, ann, "hidden")
        await home.kept.accepted(room, MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
        await home.kept.say(room, ann, "seen")
        await home.kept.accepted(room, MemberLeft(account_id=ben, role=Role.MEMBER), actor=ben)
    await home.kept.say(room, ann, "hidden")
    await home.kept.accepted(room, MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
    everything, seen = await page(home, ann, room), await page(home, ben, room)
    assert [one["body"] for one in seen] == ["seen"] * 3
    for one in everything:
        at = datetime.fromisoformat(one["sent_at"])
        after = [other["seq"] for other in seen if datetime.fromisoformat(other["sent_at"]) >= at]
        assert await first(home, ben, room, at) == (after[0] if after else None)


async def test_whoever_may_read_nothing_finds_no_moment(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, kind=(Visibility.PRIVATE, History.ALL))
    await home.kept.say(room, ann, "hello")
    for which in (room, uuid4()):
        answer = await home.get(ben, f"/v1/rooms/{which}/messages", at="2026-11-22T09:30:00Z")
        assert answer.status_code == 404
