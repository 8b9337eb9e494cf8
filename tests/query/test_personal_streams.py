"""What concerns somebody in all of their rooms: told once, in order, and never of a room they were not in."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest

from events.account import EndReason, SessionEnded
from events.room import (
    History,
    MemberAdded,
    MemberRemoved,
    MemberRoleChanged,
    MessageEdited,
    MessageSent,
    Role,
    Visibility,
)
from events.wire.notices import Moved
from query.live import outgoing
from query.live.form import PLAIN
from query.live.personal import beginning
from query.live.socket import MAX_QUEUED
from tests.query.house import PUBLIC, House
from tests.query.listener import Listener, listening
from tests.support.patience import PATIENCE

PRIVATE = (Visibility.PRIVATE, History.ALL)


@asynccontextmanager
async def of(
    home: House, who: UUID, last_id: str | None = None, session: UUID | None = None
) -> AsyncIterator[Listener]:
    """Somebody's personal stream."""
    async with listening(home.url, "/v1/me/stream", home.token(who, session), last_id) as stream:
        assert stream.status == 200, stream.status
        yield stream


async def say(home: House, room: UUID, author: UUID, *mentions: UUID, reply_to: UUID | None = None) -> UUID:
    """Say something to somebody."""
    said = MessageSent(message_id=uuid4(), body="you", mentions=mentions, reply_to=reply_to)
    await home.kept.accepted(room, said, actor=author)
    return said.message_id


async def notice(stream: Listener) -> tuple[str, str, int]:
    """The next notice: why, the room and the seq."""
    while True:
        frame = await stream.next()
        assert frame is not None
        if frame["frame"] == "notice":
            assert stream.last_id == frame["position"]
            return frame["type"], frame["room"], frame["seq"]
        assert frame["frame"] in ("moved", "ready"), frame


async def caught_up(home: House) -> None:
    """Wait until the read models have all that was said."""
    [someone] = [await home.person(f"p{uuid4().hex[:8]}")]
    await home.get(someone, "/v1/rooms")


async def test_what_concerns_me_is_told_as_it_happens(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room, quiet = await home.room(ann, ben, kind=PRIVATE), await home.room(ben, kind=PUBLIC)
    mine = await say(home, room, ben)
    await caught_up(home)
    async with of(home, ben) as stream:
        ready = await stream.heard("ready")
        assert {each["room"]: each["head"] for each in ready["rooms"]} == {str(room): 4, str(quiet): 2}
        assert [(each["unread"], each["mentions"]) for each in ready["rooms"]] == [(0, 0), (0, 0)]
        assert stream.last_id == ready["position"]
        await say(home, room, ann)
        assert (await stream.heard("moved"))["head"] == 5
        await say(home, room, ann, ben)
        named = await say(home, room, ann)
        await say(home, room, ann, ben, reply_to=mine)
        await say(home, room, ann, reply_to=mine)
        await say(home, room, ben, ben, reply_to=mine)
        await home.kept.accepted(room, MessageEdited(message_id=named, body="now you", mentions=(ben,)), actor=ann)
        await home.kept.accepted(room, MessageEdited(message_id=named, body="you again", mentions=(ben,)), actor=ann)
        changed = MemberRoleChanged(account_id=ben, role=Role.ADMIN, was=Role.MEMBER)
        await home.kept.accepted(room, changed, actor=ann)
        found = [await notice(stream) for _ in range(5)]
        why = [("mentioned", 6), ("mentioned", 8), ("replied_to", 9), ("mentioned", 11), ("role_changed", 13)]
        assert found == [(each, str(room), seq) for each, seq in why]


async def test_who_comes_and_goes_hears_of_rooms_for_exactly_as_long(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, kind=PUBLIC)
    await caught_up(home)
    async with of(home, ben) as stream:
        assert (await stream.heard("ready"))["rooms"] == []
        await say(home, room, ann, ben)
        await home.kept.accepted(room, MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
        await say(home, room, ann, ben)
        await home.kept.accepted(room, MemberRemoved(account_id=ben, role=Role.MEMBER), actor=ann)
        await say(home, room, ann, ben)
        await home.kept.accepted(room, MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
        found = [await notice(stream) for _ in range(4)]
        assert found == [(each, str(room), seq) for each, seq in zip(WHY, (4, 5, 6, 8), strict=True)]
    async with of(home, ben, f"{home.epoch}.0") as stream:
        assert [await notice(stream) for _ in range(4)] == found


WHY = ("added", "mentioned", "removed", "added")


@pytest.mark.parametrize("seed", range(2))
async def test_lines_that_break_lose_no_notice_and_repeat_none(home: House, seed: int) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    rooms = [await home.room(ann, ben, kind=PUBLIC), await home.room(ann, kind=PRIVATE)]
    chance = random.Random(seed)
    here = [True, False]
    expected: list[tuple[str, str, int]] = []

    async def talk() -> None:
        heads = [3, 2]
        for _ in range(120):
            at = chance.randrange(2)
            heads[at] += 1
            doing = chance.random()
            if doing < 0.15:
                change = MemberRemoved if here[at] else MemberAdded
                await home.kept.accepted(rooms[at], change(account_id=ben, role=Role.MEMBER), actor=ann)
                expected.append(("removed" if here[at] else "added", str(rooms[at]), heads[at]))
                here[at] = not here[at]
            elif doing < 0.5:
                await say(home, rooms[at], ann, ben)
                if here[at]:
                    expected.append(("mentioned", str(rooms[at]), heads[at]))
            else:
                await say(home, rooms[at], ann)
            if chance.random() < 0.2:
                await asyncio.sleep(0.01)
        heads[0] += 1
        await home.kept.accepted(rooms[0], MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
        expected.append(("added", str(rooms[0]), heads[0]))

    heard: list[tuple[str, str, int]] = []
    positions = [0]
    start = await home.position()
    last_id: str | None = start
    async with asyncio.TaskGroup() as tasks:
        talking = tasks.create_task(talk())
        while not talking.done() or heard[-1:] != expected[-1:]:
            async with of(home, ben, last_id) as stream:
                for _ in range(chance.randint(0, 20)):
                    if talking.done() and heard[-1:] == expected[-1:]:
                        break
                    frame = await stream.next()
                    assert frame
                    if frame["frame"] == "notice":
                        heard.append((frame["type"], frame["room"], frame["seq"]))
                        positions.append(int(frame["position"].removeprefix(f"{home.epoch}.")))
                        assert positions[-1] > positions[-2], heard
                last_id = stream.last_id or last_id
    assert heard == expected
    await nobody_listens(home)


async def test_who_reads_too_slowly_is_sent_away_and_comes_back_to_where_he_was(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PRIVATE)
    await caught_up(home)
    async with of(home, ben) as stream:
        ready = await stream.heard("ready")
        [connection] = home.gateway.wheel.connections
        async with asyncio.timeout(PATIENCE):
            while connection.personal is None:
                await asyncio.sleep(0.01)
        moved = outgoing.frame(Moved(room=room, head=3, position=ready["position"]), PLAIN)
        for _ in range(MAX_QUEUED // len(moved) + 1):  # nothing is written within this loop turn
            connection.personal.offer(moved)
        while (frame := await stream.next() or {})["frame"] == "moved":
            pass
        assert (frame["frame"], frame["code"], frame["retry"]) == ("goodbye", 4408, True)
        assert await stream.next() is None
    await nobody_listens(home)
    await say(home, room, ann, ben)
    async with of(home, ben, stream.last_id) as stream:
        assert await notice(stream) == ("mentioned", str(room), 4)


async def nobody_listens(home: House) -> None:
    """All have gone, and the log is read for nobody any more."""
    async with asyncio.timeout(PATIENCE):
        while home.gateway.wheel.connections or home.gateway.feed.at is not None:
            await asyncio.sleep(0.01)


async def test_a_room_that_is_busy_says_so_once_a_second(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    await caught_up(home)
    async with of(home, ann) as stream:
        await stream.heard("ready")
        for _ in range(60):
            await say(home, room, ann)
        heads: list[int] = []
        while not heads or heads[-1] < 62:
            heads.append((await stream.heard("moved"))["head"])
        assert len(heads) < 10
        assert heads == sorted(heads)


async def test_who_was_away_for_too_long_is_told_what_to_fetch(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "RESUME_AT_MOST", 5)
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PUBLIC)
    start = await home.position()
    for _ in range(6):
        await say(home, room, ann, ben)
    await caught_up(home)
    async with of(home, ben, start) as stream:
        gap = await stream.heard("gap")
        ready = await stream.heard("ready")
        assert (gap["after"], gap["position"]) == (start, ready["position"])
        assert ready["rooms"][0]["head"] == 9
        await say(home, room, ann, ben)
        assert await notice(stream) == ("mentioned", str(room), 10)


async def test_a_heartbeat_says_how_far_the_log_was_read(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    await home.room(ben, kind=PUBLIC)
    async with of(home, ann) as stream:
        await stream.heard("ready")
        elsewhere = await home.room(ben, kind=PUBLIC)
        await say(home, elsewhere, ben, ann)
        head = await home.position()
        async with asyncio.timeout(PATIENCE):
            while home.gateway.feed.place(home.gateway.wheel.connections[0]) != head:
                await asyncio.sleep(0.01)
        home.gateway.wheel.connections[0].beat()
        assert await stream.next(passing=True) == {"frame": "ping", "heads": {}}
        assert stream.last_id == head


async def test_a_personal_stream_ends_as_any_other(home: House) -> None:
    ann = await home.person("ann")
    session = uuid4()
    async with of(home, ann, session=session) as stream:
        await stream.heard("ready")
        await home.kept.accepted(ann, SessionEnded(session_id=session, reason=EndReason.SIGNED_OUT), actor=ann)
        assert (await stream.heard("goodbye"))["code"] == 4401
        assert await stream.next() is None
    await nobody_listens(home)
    for last_id, status in (("another.1", 409), ("nonsense", 400), (f"{home.epoch}.{10**9}", 409)):
        async with listening(home.url, "/v1/me/stream", home.token(ann), last_id) as stream:
            assert stream.status == status
    async with listening(home.url, "/v1/me/stream", None) as stream:
        assert stream.status == 401
    assert not home.gateway.wheel.connections


async def test_two_people_hear_each_their_own(home: House) -> None:
    ann, ben, cy = await home.person("ann"), await home.person("ben"), await home.person("cy")
    room = await home.room(ann, ben, cy, kind=PRIVATE)
    await caught_up(home)
    async with of(home, ben) as one, of(home, cy) as two:
        await one.heard("ready")
        await two.heard("ready")
        await say(home, room, ann, ben)
        await say(home, room, ann, cy)
        await say(home, room, ann, cy, ben)
        assert [(await notice(one))[2] for _ in range(2)] == [5, 7]
        assert [(await notice(two))[2] for _ in range(2)] == [6, 7]
