"""Who leaves while earlier events are still on their way is told the event of it, `ended`, and nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest

from events.room import History, MemberErased, MemberLeft, MemberRemoved, Role, RoomEvent, Visibility
from tests.query.client import Client
from tests.query.house import PUBLIC, House
from tests.support.patience import PATIENCE

ALL, SINCE_JOIN = (Visibility.PRIVATE, History.ALL), (Visibility.PRIVATE, History.SINCE_JOIN)
LONG, MANY = "x" * 100_000, 150  # more than a line takes whose other end does not read


@asynccontextmanager
async def reading_nothing(home: House, who: UUID) -> AsyncIterator[Client]:
    """Somebody's connection, of which the rest is read only after this."""
    async with home.connected(who) as client:
        client.connection.transport.pause_reading()
        yield client


async def long_room(home: House, owner: UUID, *members: UUID, kind: tuple[Visibility, History]) -> UUID:
    room = await home.room(owner, *members, kind=kind)
    await asyncio.gather(*(home.kept.say(room, owner, LONG) for _ in range(MANY)))
    return room


async def stuck(home: House) -> None:
    """Until the server waits for somebody to read."""
    async with asyncio.timeout(PATIENCE):
        while not any(connection.transport.stuck_since for connection in home.gateway.wheel.connections):
            await asyncio.sleep(0.01)


async def known(home: House, room: UUID, seq: int) -> None:
    """Until the hub has come this far in a room, if it keeps it."""
    async with asyncio.timeout(PATIENCE):
        while (home.gateway.hub.rooms[room].last or 0) < seq:
            await asyncio.sleep(0.01)


async def heard(client: Client, room: UUID) -> list[dict[str, Any]]:
    """All that is said of a room up to its `ended`."""
    client.connection.transport.resume_reading()
    found: list[dict[str, Any]] = []
    while not found or found[-1]["frame"] != "ended":
        frame = await client.next()
        if frame.get("room") == str(room):
            found.append(frame)
    return found


def removed(who: UUID) -> RoomEvent:
    return MemberRemoved(account_id=who, role=Role.MEMBER)


def left(who: UUID) -> RoomEvent:
    return MemberLeft(account_id=who, role=Role.MEMBER)


def erased(who: UUID) -> RoomEvent:
    return MemberErased(account_id=who, role=Role.MEMBER)


@pytest.mark.parametrize(("ending", "reason"), [(removed, "removed"), (erased, "left")])
async def test_who_is_out_of_a_room_that_waits_to_be_taken_up_is_told_that_alone(
    home: House, ending: Any, reason: str
) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    first, room = await long_room(home, ann, kind=PUBLIC), await home.room(ann, ben, kind=ALL)
    for number in range(5):
        await home.kept.say(room, ann, f"secret {number}")
    resume = [{"room": one, "epoch": home.epoch, "seq": 3} for one in (first, room)]
    async with reading_nothing(home, ben) as client:
        await client.say("connect", token=home.token(ben), resume=resume)
        await stuck(home)
        out = (await home.kept.accepted(room, ending(ben), actor=ann)).version
        await home.kept.say(room, ann, "said after that")
        await known(home, room, out)
        followed, *rest = await heard(client, room)
        assert followed["frame"] == "followed"
        assert (followed["head"], followed["hidden"]) == (out, {"from": 4, "to": out - 1})
        assert [(frame["frame"], frame["seq"]) for frame in rest] == [("event", out), ("ended", out)]
        assert rest[-1]["reason"] == reason
        assert await client.silent()


@pytest.mark.parametrize("kind", [ALL, SINCE_JOIN])
async def test_who_is_out_of_a_room_in_the_middle_of_it_is_told_that_and_no_word_more(
    home: House, kind: tuple[Visibility, History]
) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await long_room(home, ann, ben, kind=kind)
    async with reading_nothing(home, ben) as client:
        await client.say("follow", room=room, **{"from": {"epoch": home.epoch, "seq": 3}, "id": 1})
        await stuck(home)
        out = (await home.kept.accepted(room, removed(ben), actor=ann)).version
        await home.kept.say(room, ann, "said after that")
        await known(home, room, out)
        followed, *rest = await heard(client, room)
        assert (followed["frame"], followed["hidden"]) == ("followed", None)
        again = next(at for at, frame in enumerate(rest) if frame["frame"] == "followed")
        assert [frame["seq"] for frame in rest[:again]] == list(range(4, 4 + again))
        assert "id" not in rest[again] or rest[again]["id"] is None
        assert (rest[again]["head"], rest[again]["hidden"]) == (out, {"from": 4 + again, "to": out - 1})
        assert again < MANY - 20  # what was queued before is not taken back
        assert [(one["frame"], one["seq"]) for one in rest[again + 1 :]] == [("event", out), ("ended", out)]
        assert await client.silent()


async def test_who_leaves_a_room_that_all_may_read_gets_everything_up_to_that(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await long_room(home, ann, ben, kind=PUBLIC)
    async with reading_nothing(home, ben) as client:
        await client.say("follow", room=room, **{"from": {"epoch": home.epoch, "seq": 0}})
        await stuck(home)
        out = (await home.kept.accepted(room, left(ben), actor=ben)).version
        await home.kept.say(room, ann, "said after that")
        await known(home, room, out)
        followed, *events, ended = await heard(client, room)
        assert followed["frame"] == "followed"
        assert [(frame["frame"], frame["seq"]) for frame in events] == [("event", seq) for seq in range(1, out + 1)]
        assert ended["seq"] == out
        assert await client.silent()


async def test_rooms_that_wait_are_let_go_of_with_the_connection(home: House) -> None:
    ann = await home.person("ann")
    first, room = await long_room(home, ann, kind=PUBLIC), await home.room(ann, kind=ALL)
    resume = [{"room": one, "epoch": home.epoch, "seq": 0} for one in (first, room)]
    async with reading_nothing(home, ann) as client:
        await client.say("connect", token=home.token(ann), resume=resume)
        await stuck(home)
        assert set(home.gateway.hub.rooms) == {first, room}
        client.connection.transport.abort()
    async with asyncio.timeout(PATIENCE):
        while home.gateway.hub.rooms:
            await asyncio.sleep(0.01)
