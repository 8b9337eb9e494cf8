"""What concerns somebody, told on a WebSocket that asks for it: what the personal stream tells, without a seam."""

import asyncio
import json
import random
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from events.room import History, MemberAdded, MemberRemoved, MessageSent, Role, RoomArchived, Visibility
from events.wire.notices import Moved
from query.live import outgoing
from query.live.form import MSGPACK, PLAIN
from query.live.personal import feed
from query.live.personal.concern import Row
from query.live.personal.stream import PersonalStream
from query.live.socket import MAX_QUEUED
from tests.query.client import Client
from tests.query.house import House
from tests.query.inside import FROZEN
from tests.support.patience import PATIENCE

PRIVATE = (Visibility.PRIVATE, History.ALL)
Told = tuple[str, str, int]


async def say(home: House, room: UUID, author: UUID, *mentions: UUID, reply_to: UUID | None = None) -> UUID:
    said = MessageSent(message_id=uuid4(), body="you", mentions=mentions, reply_to=reply_to)
    await home.kept.accepted(room, said, actor=author)
    return said.message_id


async def bring(home: House, room: UUID, owner: UUID, who: UUID) -> None:
    await home.kept.accepted(room, MemberAdded(account_id=who, role=Role.MEMBER), actor=owner)


async def put_out(home: House, room: UUID, owner: UUID, who: UUID) -> None:
    await home.kept.accepted(room, MemberRemoved(account_id=who, role=Role.MEMBER), actor=owner)


def told(frame: dict[str, Any]) -> Told:
    return frame["type"], frame["room"], frame["seq"]


async def notice(client: Client) -> Told:
    """The next notice, whatever moved or happened before it."""
    while (frame := await client.next())["frame"] != "notice":
        assert frame["frame"] in ("moved", "event"), frame
    return told(frame)


async def projected(home: House, who: UUID) -> None:
    """Wait until `ready` has all that was said."""
    await home.get(who, "/v1/rooms")


async def personal_of(home: House) -> PersonalStream:
    """Of the only connection, once it is told."""
    async with asyncio.timeout(PATIENCE):
        while not (found := [one.personal for one in home.gateway.wheel.connections if one.personal]):
            await asyncio.sleep(0.01)
    return found[0]


async def nobody_listens(home: House) -> None:
    async with asyncio.timeout(PATIENCE):
        while home.gateway.wheel.connections or home.gateway.feed.at is not None:
            await asyncio.sleep(0.01)


async def test_who_asks_is_told_of_rooms_that_they_do_not_follow(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    known, other = await home.room(ann, ben, kind=PRIVATE), await home.room(ann, kind=PRIVATE)
    mine = await say(home, known, ben)
    await projected(home, ben)
    async with home.connected(ben, notices=True) as client, home.connected(ben) as silent:
        await say(home, other, ann, ben)
        await bring(home, other, ann, ben)
        assert await notice(client) == ("added", str(other), 4)
        await say(home, other, ann, ben)
        await say(home, known, ann, reply_to=mine)
        await put_out(home, other, ann, ben)
        await say(home, other, ann, ben)
        await home.kept.accepted(known, RoomArchived(), actor=ann)
        await put_out(home, known, ann, ben)
        why = [("mentioned", other, 5), ("replied_to", known, 5), ("removed", other, 6), ("removed", known, 7)]
        assert [await notice(client) for _ in why] == [(each, str(room), seq) for each, room, seq in why]
        assert await silent.silent()
    await nobody_listens(home)


async def test_a_notice_says_the_same_in_every_form(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PRIVATE)
    await projected(home, ben)
    address = home.url.replace("http", "ws", 1) + "/v1/live"
    packed = connect(address, subprotocols=[Subprotocol(MSGPACK)], compression=None, proxy=None)
    async with home.connected(ben, notices=True) as client, packed as live, asyncio.timeout(PATIENCE):
        await live.send(msgspec.msgpack.encode({"frame": "connect", "token": home.token(ben), "notices": True}))
        await say(home, room, ann, ben)
        frames: dict[str, Any] = {}
        while not {"notice", "moved"} <= frames.keys():
            frame = msgspec.msgpack.decode(await live.recv(decode=False))
            frames[frame["frame"]] = frame
        assert json.loads(json.dumps(frames["notice"])) == await client.next("ping", "signal", "moved")
        assert (frames["moved"]["room"], frames["moved"]["head"]) == (str(room), 4)


async def test_a_room_that_is_followed_moves_by_its_events_alone(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    followed, other = [await home.room(ann, ben, kind=PRIVATE) for _ in range(2)]
    await projected(home, ben)
    async with home.connected(ben, notices=True) as client:
        await client.follow(followed)
        await say(home, followed, ann)
        await say(home, other, ann)
        frames = [await client.next() for _ in range(2)]
        assert {(each["frame"], each["room"]) for each in frames} == {("event", str(followed)), ("moved", str(other))}
        await client.say("unfollow", room=followed)
        await client.say("follow", room=other)
        await client.heard("followed")
        await say(home, followed, ann)
        frame = await client.heard("moved")
        assert (frame["room"], frame["head"]) == (str(followed), 5)


async def test_who_renews_the_token_is_told_on_and_told_once(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PRIVATE)
    await projected(home, ben)
    async with home.connected(ben) as client:
        for seq, asks in enumerate(({"notices": True}, {}, {"notices": True}, {"notices": False}), 4):
            await client.say("connect", id=seq, token=home.token(ben), **asks)
            while (frame := await client.next())["frame"] != "ready":
                assert frame["frame"] == "moved"
            assert frame["id"] == seq
            await say(home, room, ann, ben)
            assert await notice(client) == ("mentioned", str(room), seq)
            await projected(home, ben)
    await nobody_listens(home)


async def test_between_ready_and_the_notices_nothing_is_lost_and_nothing_told_twice(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room, other = await home.room(ann, ben, kind=PRIVATE), await home.room(ann, kind=PRIVATE)
    await projected(home, ben)
    chance = random.Random(7)
    happened: list[tuple[int, Told]] = []
    heads, inside, talking = {room: 3, other: 2}, {room: True, other: False}, True

    async def happens() -> None:
        where = chance.choice((room, other))
        heads[where] += 1
        why = "mentioned" if chance.random() < 0.6 else "removed" if inside[where] else "added"
        match why:
            case "mentioned":
                await say(home, where, ann, ben)
            case "removed":
                await put_out(home, where, ann, ben)
            case _:
                await bring(home, where, ann, ben)
        position = int((await home.position()).rpartition(".")[2])
        if why != "mentioned" or inside[where]:
            happened.append((position, (why, str(where), heads[where])))
        inside[where] = why == "added" or (inside[where] and why != "removed")

    async def talk() -> None:
        while talking:
            await happens()

    async def come() -> None:
        heard: list[Told] = []
        async with Client.open(home.url) as client:
            await client.say("connect", token=home.token(ben), notices=True)
            ready = await client.heard("ready")
            after = int(ready["position"].rpartition(".")[2])
            while len(heard) < 4:
                heard.append(await notice(client))
        expected = [each for position, each in happened if position > after]
        assert heard == expected[:4]

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(talk())
        for _ in range(8):
            async with asyncio.TaskGroup() as crowd:
                for _ in range(chance.randint(1, 4)):
                    crowd.create_task(come())
        talking = False
    await nobody_listens(home)


async def test_who_reads_too_slowly_is_told_that_and_asks_anew(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room, followed = [await home.room(ann, ben, kind=PRIVATE) for _ in range(2)]
    await projected(home, ben)
    async with home.connected(ben, notices=True) as client:
        await client.follow(followed)
        personal = await personal_of(home)
        moved = outgoing.frame(Moved(room=room, head=3, position=await home.position()), PLAIN)
        for _ in range(MAX_QUEUED // len(moved) + 2):  # nothing is written within this loop turn
            personal.offer(moved)
        assert personal.connection.personal is None
        frames = [(await client.next())["frame"]]
        while frames[-1] != "gap":
            frames.append((await client.next())["frame"])
        assert len(frames) - 1 == MAX_QUEUED // len(moved)
        await say(home, room, ann, ben)
        await say(home, followed, ann)
        await client.events(followed, 1)
        await projected(home, ben)
        await client.say("connect", token=home.token(ben), notices=True)
        while (frame := await client.next())["frame"] != "ready":
            assert frame["frame"] == "moved"
        assert {each["room"]: each["mentions"] for each in frame["rooms"]} == {str(room): 1, str(followed): 0}
        await say(home, room, ann, ben)
        assert await notice(client) == ("mentioned", str(room), 5)
    await nobody_listens(home)


async def test_a_crowd_is_told_what_ready_lacks_and_nobody_reads_it_for_one_alone(home: House) -> None:
    people = [await home.person(f"person-{number}") for number in range(10)]
    room, other = await home.room(*people, kind=PRIVATE), await home.room(people[0], kind=PRIVATE)
    await projected(home, people[0])
    log, alone = home.gateway.feed, list[UUID]()
    read = log.read

    async def listened(after: int, up_to: int, account_id: UUID | None = None) -> list[Row]:
        alone.extend([account_id] if account_id else [])
        return await read(after, up_to, account_id)

    log.read = listened  # type: ignore[method-assign]

    async def come(who: UUID) -> None:
        async with Client.open(home.url) as client:
            await client.say("connect", token=home.token(who), notices=True)
            rooms = (await client.heard("ready"))["rooms"]
            assert {each["room"]: each["head"] for each in rooms} == {str(room): 11}
            why = [("mentioned", room, 12), ("added", other, 3), ("mentioned", other, 4), ("removed", room, 13)]
            assert [await notice(client) for _ in why] == [(each, str(where), seq) for each, where, seq in why]

    async with home.connected(people[0], notices=True) as client, home.kept.pool.acquire() as db, db.transaction():
        await db.execute(FROZEN)  # what was said is in the log, and not in `ready`
        await say(home, room, people[0], people[1])
        await bring(home, other, people[0], people[1])
        await say(home, other, people[0], people[1])
        await put_out(home, room, people[0], people[1])
        while (await client.heard("moved"))["head"] != 13:
            pass
        async with asyncio.TaskGroup() as tasks:
            for _ in range(50):
                tasks.create_task(come(people[1]))
    assert alone == []


async def test_what_is_not_remembered_any_more_is_read(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "REMEMBERED", 2)
    ann, ben = await home.person("ann"), await home.person("ben")
    room, other = await home.room(ann, ben, kind=PRIVATE), await home.room(ann, kind=PRIVATE)
    await projected(home, ben)
    async with home.connected(ann, notices=True) as first, home.kept.pool.acquire() as db, db.transaction():
        await db.execute(FROZEN)
        for _ in range(3):
            await say(home, room, ann, ben)
        await bring(home, other, ann, ben)
        await say(home, other, ann, ben)
        while (frame := await first.heard("moved"))["room"] != str(other) or frame["head"] != 4:
            pass
        async with home.connected(ben, notices=True) as client:
            await say(home, other, ann, ben)
            why = [*(("mentioned", room, seq) for seq in (4, 5, 6)), ("added", other, 3)]
            why += [("mentioned", other, 4), ("mentioned", other, 5)]
            assert [await notice(client) for _ in why] == [(each, str(where), seq) for each, where, seq in why]
