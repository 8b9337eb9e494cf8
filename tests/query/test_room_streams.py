"""A room's events over plain HTTP: the same frames in the same order, by the same rules."""

import asyncio
import random
from typing import Any
from uuid import uuid4

import pytest

from events.account import EndReason, SessionEnded
from events.room import History, MemberAdded, MemberRemoved, MessageDeleted, Role, RoomArchived, Visibility
from tests.query.client import seqs
from tests.query.house import PUBLIC, House, frames_of
from tests.query.listener import listening, of_room
from tests.query.words import state, talk
from tests.support.patience import PATIENCE

PRIVATE = (Visibility.PRIVATE, History.ALL)


async def test_a_room_is_heard_as_over_a_web_socket(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with of_room(home, ann, room, last=10) as stream, home.connected(ann) as client:
        assert stream.headers["content-type"] == "text/event-stream"
        assert (stream.headers["cache-control"], stream.headers["x-accel-buffering"]) == ("no-store", "no")
        followed = await stream.heard("followed")
        assert followed == {**await client.follow(room, {"last": 10}), "id": None}
        said = await home.kept.say(room, ann, "Tea is **ready**")
        await home.kept.accepted(room, MessageDeleted(message_id=said), actor=ann)
        heard = await stream.events(4)
        assert heard == await client.events(room, 4)
        assert seqs(heard) == [1, 2, 3, 4]
        assert stream.last_id == f"{home.epoch}.4"
        assert stream.retry


async def test_from_now_on_means_that_and_a_reconnect_goes_on_from_there(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with of_room(home, ann, room) as stream:
        await stream.heard("followed")
    await home.kept.say(room, ann, "while nobody listened")
    async with of_room(home, ann, room, stream.last_id, last=0) as stream:
        assert (await stream.heard("followed"))["recovered"]
        assert seqs(await stream.events(1)) == [3]


@pytest.mark.parametrize("seed", range(2))
async def test_lines_that_break_anywhere_lose_nothing(home: House, seed: int) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    chance = random.Random(seed)
    heard: list[dict[str, Any]] = []
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(talk(home, room, ann, 148, seed))
        last_id: str | None = f"{home.epoch}.0"
        while not heard or heard[-1]["seq"] < 150:
            async with of_room(home, ann, room, last_id) as stream:
                for _ in range(chance.choice((1, chance.randint(0, 40)))):
                    frame = await stream.next()
                    assert frame
                    heard += [frame] * (frame["frame"] == "event")
                    if frame.get("seq") == 150:
                        break
                last_id = stream.last_id or last_id
    assert seqs(heard) == list(range(1, 151))
    fresh = frames_of(await home.get(ann, f"/v1/rooms/{room}/events", limit=200))
    assert state(heard) == state(fresh)


async def test_who_is_removed_hears_of_it_and_nothing_after(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PRIVATE)
    async with of_room(home, ben, room) as stream, of_room(home, ann, room) as other:
        await stream.heard("followed")
        await other.heard("followed")
        await home.kept.accepted(room, MemberRemoved(account_id=ben, role=Role.MEMBER), actor=ann)
        await home.kept.say(room, ann, "gone?")
        assert seqs(await stream.events(1)) == [4]
        assert await stream.heard("ended") == {"frame": "ended", "room": str(room), "seq": 4, "reason": "removed"}
        assert await stream.next() is None
        assert seqs(await other.events(2)) == [4, 5]
    async with of_room(home, ben, room, f"{home.epoch}.2") as stream:
        await stream.heard("followed")
        assert seqs(await stream.events(1)) == [4]
        assert (await stream.heard("ended"))["reason"] == "removed"
        assert await stream.next() is None
    async with listening(home.url, f"/v1/rooms/{room}/stream", home.token(ben)) as stream:
        assert (stream.status, stream.headers["content-type"]) == (404, "application/problem+json")


async def test_the_end_of_a_room_is_the_end_of_its_stream(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with of_room(home, ann, room) as stream:
        await stream.heard("followed")
        await home.kept.accepted(room, RoomArchived(), actor=ann)
        assert seqs(await stream.events(1)) == [3]
        assert (await stream.heard("ended"))["reason"] == "archived"
        assert await stream.next() is None


async def test_who_came_later_does_not_hear_what_was_before(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, kind=(Visibility.PRIVATE, History.SINCE_JOIN))
    await home.kept.say(room, ann, "before")
    await home.kept.accepted(room, MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
    async with of_room(home, ben, room, f"{home.epoch}.0") as stream:
        assert (await stream.heard("followed"))["hidden"] == {"from": 1, "to": 3}
        assert seqs(await stream.events(1)) == [4]


async def test_a_revoked_session_and_an_old_token_end_the_stream(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    session = uuid4()
    path = f"/v1/rooms/{room}/stream"
    async with listening(home.url, path, home.token(ann, session)) as stream, of_room(home, ann, room) as other:
        await stream.heard("followed")
        await home.kept.accepted(ann, SessionEnded(session_id=session, reason=EndReason.SIGNED_OUT), actor=ann)
        assert (await stream.heard("goodbye"))["code"] == 4401
        assert await stream.next() is None
        await other.heard("followed")
        [left] = home.gateway.wheel.connections
        assert left.claims
        home.gateway.wheel.tick(0, left.claims.expires_at)
        goodbye = await other.heard("goodbye")
        assert (goodbye["code"], goodbye["retry"]) == (4401, True)
        assert await other.next() is None


async def test_a_reader_who_does_not_read_lags_and_comes_back_to_the_rest(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    count = 150
    async with of_room(home, ann, room) as slow, of_room(home, ann, room) as quick:
        await slow.heard("followed")
        await quick.heard("followed")
        slow.writer.transport.pause_reading()  # type: ignore[attr-defined]
        for _ in range(count):
            await home.kept.say(room, ann, "x" * 50_000)
            await quick.events(1)
        slow.writer.transport.resume_reading()  # type: ignore[attr-defined]
        found = []
        while (frame := await slow.next() or {})["frame"] == "event":
            found.append(frame["seq"])
        assert frame["frame"] == "lagging"
        assert await slow.next() is None
        assert found == list(range(3, found[-1] + 1))
        assert found[-1] < count + 2
    async with of_room(home, ann, room, slow.last_id) as stream:
        await stream.heard("followed")
        assert seqs(await stream.events(count + 2 - found[-1])) == list(range(found[-1] + 1, count + 3))


async def test_who_reads_nothing_is_cut_off(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with of_room(home, ann, room) as stream:
        await stream.heard("followed")
        [connection] = home.gateway.wheel.connections
        stream.writer.transport.pause_reading()  # type: ignore[attr-defined]
        while not connection.transport.stuck_since:
            await home.kept.say(room, ann, "x" * 50_000)
        home.gateway.wheel.tick(connection.transport.stuck_since + 60, 0)
        async with asyncio.timeout(PATIENCE):
            while home.gateway.wheel.connections:
                await asyncio.sleep(0.01)
    assert not home.gateway.hub.rooms


async def test_a_heartbeat_says_which_head_has_moved_and_needs_no_answer(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with of_room(home, ann, room) as stream:
        await stream.heard("followed")
        [connection] = home.gateway.wheel.connections
        for _ in range(3):
            connection.beat()
            assert await stream.next(passing=True) == {"frame": "ping", "heads": {}}
        await home.kept.say(room, ann, "still here")
        assert seqs(await stream.events(1)) == [3]


async def test_a_server_that_ends_says_goodbye(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with of_room(home, ann, room) as stream:
        await stream.heard("followed")
        first = stream.retry
        home.gateway.drain()
        goodbye = await stream.heard("goodbye")
        assert (goodbye["code"], goodbye["retry"]) == (1012, True)
        assert await stream.next() is None
        low, high = goodbye["after_ms"]
        assert first
        assert low <= (stream.retry or 0) <= high
    async with listening(home.url, f"/v1/rooms/{room}/stream", home.token(ann)) as stream:
        assert (stream.status, stream.headers["retry-after"]) == (503, "1")


async def test_what_makes_no_sense_is_refused_before_the_stream_begins(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    path = f"/v1/rooms/{room}/stream"

    async def status(token: str | None = home.token(ann), last_id: str | None = None, **query: Any) -> int:
        async with listening(home.url, path, token, last_id, **query) as stream:
            return stream.status

    assert await status(None) == 401
    assert await status(None, access_token=home.token(ann)) == 400
    assert await status(access_token=home.token(ann)) == 400
    assert await status(last_id="nonsense") == 400
    assert await status(last=-1) == 400
    async with listening(home.url, f"/v1/rooms/{uuid4()}/stream", home.token(ann)) as stream:
        assert stream.status == 404
    assert not home.gateway.wheel.connections
    assert not home.gateway.hub.rooms


async def test_an_id_of_another_log_leads_to_what_is_to_be_fetched(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with of_room(home, ann, room, "another.2") as stream:
        followed = await stream.heard("followed")
        assert (followed["recovered"], followed["gap"]) == (False, {"from": 1, "to": 2})
        assert stream.last_id == f"{home.epoch}.2"
        await home.kept.say(room, ann, "three")
        assert seqs(await stream.events(1)) == [3]


async def test_two_rooms_are_two_streams(home: House) -> None:
    ann = await home.person("ann")
    one, two = await home.room(ann, kind=PUBLIC), await home.room(ann, kind=PRIVATE)
    async with of_room(home, ann, one) as here, of_room(home, ann, two) as there:
        await here.heard("followed")
        await there.heard("followed")
        for number in range(5):
            await home.kept.say(one, ann, f"one {number}")
            await home.kept.say(two, ann, f"two {number}")
        for stream, room in ((here, one), (there, two)):
            heard = await stream.events(5)
            assert {event["room"] for event in heard} == {str(room)}
            assert seqs(heard) == [3, 4, 5, 6, 7]
