"""What one has not read: the counts that rooms come with, and how all of one's connections learn of a mark."""

import asyncio
from uuid import UUID, uuid4

from events.reader import RoomRead
from events.room import History, MemberAdded, MemberLeft, MessageDeleted, MessageSent, Role, Visibility
from tests.query.client import Client
from tests.query.house import PUBLIC, House
from tests.support.patience import PATIENCE

PRIVATE = (Visibility.PRIVATE, History.SINCE_JOIN)


async def say(home: House, room: UUID, author: UUID, *mentions: UUID) -> UUID:
    message = uuid4()
    await home.kept.accepted(room, MessageSent(message_id=message, body="Hello", mentions=mentions), actor=author)
    return message


async def counts(home: House, who: UUID, room: UUID) -> tuple[int | None, int | None]:
    """As every place tells them that has them."""
    one = (await home.get(who, f"/v1/rooms/{room}")).json()
    mine = {each["room_id"]: each for each in (await home.get(who, "/v1/rooms")).json()["rooms"]}
    public = {each["room_id"]: each for each in (await home.get(who, "/v1/rooms/directory")).json()["rooms"]}
    for found in (mine, public):
        assert found.get(str(room), one) == one
    return one["unread"], one["mentions"]


async def test_rooms_tell_what_i_have_not_read_and_what_of_it_names_me(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PUBLIC)
    assert await counts(home, ben, room) == (0, 0)
    await say(home, room, ann)
    await say(home, room, ann, ben)
    regretted = await say(home, room, ann, ben, ann)
    assert await counts(home, ben, room) == (3, 2)
    assert await counts(home, ann, room) == (0, 0)
    await home.kept.accepted(room, MessageDeleted(message_id=regretted), actor=ann)
    assert await counts(home, ben, room) == (2, 1)
    await home.kept.accepted(uuid4(), RoomRead(room_id=room, seq=4), actor=ben)
    assert await counts(home, ben, room) == (1, 1)
    await say(home, room, ben)
    assert await counts(home, ben, room) == (0, 0)
    assert await counts(home, ann, room) == (1, 0)


async def read_up_to(home: House, who: UUID, room: UUID) -> int | None:
    """As a room tells it, and whoever connects is told."""
    one: int | None = (await home.get(who, f"/v1/rooms/{room}")).json()["read_seq"]
    async with Client.open(home.url) as client:
        await client.say("connect", token=home.token(who))
        told = {each["room"]: each["read_seq"] for each in (await client.heard("ready"))["rooms"]}
    assert told.get(str(room)) == one
    return one


async def test_rooms_tell_how_far_i_have_read(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, kind=PUBLIC)
    await say(home, room, ann)
    assert (await read_up_to(home, ann, room), await read_up_to(home, ben, room)) == (3, None)
    await home.kept.accepted(room, MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
    for _ in range(3):
        await say(home, room, ann)
    assert await read_up_to(home, ben, room) == 4
    await home.kept.accepted(uuid4(), RoomRead(room_id=room, seq=5), actor=ben)
    assert await read_up_to(home, ben, room) == 5
    home.gateway.marks.marked(ben, room, 6)
    assert await read_up_to(home, ben, room) == 6
    await say(home, room, ben)
    assert await read_up_to(home, ben, room) == 8
    await home.kept.accepted(room, MemberLeft(account_id=ben, role=Role.MEMBER), actor=ben)
    assert await read_up_to(home, ben, room) is None
    await home.kept.accepted(room, MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
    assert await read_up_to(home, ben, room) == 10


async def test_where_i_am_no_member_nothing_is_counted(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, kind=PUBLIC)
    await say(home, room, ann, ben)
    assert await counts(home, ben, room) == (None, None)
    assert (await home.get(ben, "/v1/rooms")).json()["rooms"] == []


async def test_who_connects_is_told_what_is_unread(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    rooms = {await home.room(ann, ben, kind=kind) for kind in (PUBLIC, PRIVATE)}
    for room in rooms:
        await say(home, room, ann, ben)
        await say(home, room, ann)
    await home.get(ben, "/v1/rooms")
    async with Client.open(home.url) as client:
        await client.say("connect", token=home.token(ben))
        ready = await client.heard("ready")
    told = {(each["room"], each["unread"], each["mentions"]) for each in ready["rooms"]}
    assert told == {(str(room), 2, 1) for room in rooms}


async def test_a_mark_counts_at_once_and_all_my_connections_learn_of_it(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PRIVATE)
    for _ in range(3):
        await say(home, room, ann, ben)
    assert await counts(home, ben, room) == (3, 3)
    async with home.connected(ben) as phone, home.connected(ben) as laptop, home.connected(ann) as other:
        home.gateway.marks.marked(ben, room, 5)
        for client in (phone, laptop):
            assert await client.signal("read") == {"seq": 5, "unread": 1, "mentions": 1}
        assert await counts(home, ben, room) == (1, 1)
        assert await other.silent()
        home.gateway.marks.marked(ben, room, 4)
        home.gateway.marks.marked(ben, room, 6)
        assert await phone.signal("read") == {"seq": 6, "unread": 0, "mentions": 0}


async def test_who_leaves_a_room_or_is_gone_is_told_of_so_that_their_mark_is_kept(home: House) -> None:
    ann = await home.person("ann")
    rooms = [await home.room(ann, kind=PUBLIC) for _ in range(2)]
    left: list[tuple[UUID, UUID]] = []
    home.gateway.marks.left = lambda *who: left.append(who)
    async with home.connected(ann) as client:
        for room in rooms:
            await client.follow(room)
        await client.say("unfollow", room=rooms[0])
        await client.follow(rooms[0])
        assert left == [(ann, rooms[0])]
    async with asyncio.timeout(PATIENCE):
        while len(left) < 3:
            await asyncio.sleep(0.01)
    assert sorted(left[1:]) == sorted((ann, room) for room in rooms)
