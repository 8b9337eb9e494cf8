"""The live stream as one client sees it: everything once, in order, from wherever it begins."""

import asyncio
from uuid import uuid4

from events.account import EndReason, SessionEnded
from events.room import History, MemberAdded, MemberLeft, MemberRemoved, MessageDeleted, Role, RoomArchived, Visibility
from tests.query.client import Client, seqs
from tests.query.house import PUBLIC, House
from tests.support.patience import PATIENCE

PRIVATE = (Visibility.PRIVATE, History.ALL)


async def test_who_follows_hears_what_is_said_next(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ben) as client:
        followed = await client.follow(room)
        assert followed == {
            "frame": "followed",
            "room": str(room),
            "epoch": home.epoch,
            "head": 2,
            "recovered": True,
            "gap": None,
            "hidden": None,
            "id": 1,
        }
        message = await home.kept.say(room, ann, "hello *you*")
        [event] = await client.events(room, 1)
        assert (event["seq"], event["type"], event["actor"]) == (3, "message_sent", str(ann))
        assert event["data"]["message_id"] == str(message)
        assert event["html"].strip() == "<p>hello <em>you</em></p>"
        assert event["position"] == await home.position()
        await client.say("unfollow", room=room)
        await client.follow(uuid4())  # an answer to what came after the unfollow
        await home.kept.say(room, ann, "nobody hears this")
        assert await client.silent()


async def test_the_same_event_has_the_same_frame_live_resumed_and_paged(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client:
        await client.follow(room)
        await home.kept.say(room, ann, "**once**")
        await home.kept.accepted(room, MemberAdded(account_id=uuid4(), role=Role.MEMBER), actor=ann)
        live = await client.events(room, 2)
        await client.follow(room, {"last": 2})
        assert await client.events(room, 2) == live
    assert (await home.get(ann, f"/v1/rooms/{room}/events", after=2)).json()["events"] == live


async def test_connect_says_which_rooms_are_mine_and_resumes_them(home: House) -> None:
    ann = await home.person("ann")
    rooms = [await home.room(ann, kind=kind) for kind in (PUBLIC, PRIVATE)]
    for room in rooms:
        for body in ("a", "b", "c"):
            await home.kept.say(room, ann, body)
    await home.get(ann, "/v1/me")  # the rooms are projected
    async with Client.open(home.url) as client:
        assert client.hello["protocol"] == "parley.v1.json"
        assert client.hello["epoch"] == home.epoch
        resume = [{"room": room, "epoch": home.epoch, "seq": 3} for room in rooms]
        await client.say("connect", id="c", token=home.token(ann), resume=resume)
        ready = await client.heard("ready")
        assert (ready["id"], ready["account"]) == ("c", str(ann))
        assert {(each["room"], each["head"], each["role"]) for each in ready["rooms"]} == {
            (str(room), 5, "owner") for room in rooms
        }
        for room in rooms:
            followed = await client.heard("followed")
            assert (followed["room"], followed["head"], followed["recovered"]) == (str(room), 5, True)
            assert seqs(await client.events(room, 2)) == [4, 5]


async def test_of_another_log_nothing_is_taken_up(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client:
        for start in ({"epoch": "another", "seq": 1}, {"epoch": home.epoch, "seq": 99}):
            followed = await client.follow(room, start)
            assert (followed["recovered"], followed["gap"]) == (False, {"from": 1, "to": 2})
        await home.kept.say(room, ann, "3")
        assert seqs(await client.events(room, 1)) == [3]


async def test_what_was_deleted_meanwhile_is_resumed_without_its_words(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as first, home.connected(ann) as second:
        await first.follow(room)
        message = await home.kept.say(room, ann, "regretted")
        await home.kept.accepted(room, MessageDeleted(message_id=message), actor=ann)
        await first.events(room, 2)
        await second.follow(room, {"epoch": home.epoch, "seq": 2})
        [sent, deleted] = await second.events(room, 2)
        assert (sent["data"]["body"], sent["data"]["redacted"]) == (None, True)
        assert deleted["type"] == "message_deleted"


async def test_who_is_removed_hears_that_and_then_nothing(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PRIVATE)
    async with home.connected(ben) as one, home.connected(ben) as two, home.connected(ann) as owner:
        for client in (one, two, owner):
            await client.follow(room)
        await home.kept.accepted(room, MemberRemoved(account_id=ben, role=Role.MEMBER), actor=ann)
        await home.kept.say(room, ann, "about Ben")
        for client in (one, two):
            [event] = await client.events(room, 1)
            assert event["type"] == "member_removed"
            ended = await client.heard("ended")
            assert ended == {"frame": "ended", "room": str(room), "seq": 4, "reason": "removed"}
            assert await client.silent()
        assert seqs(await owner.events(room, 2)) == [4, 5]
        assert (await one.follow(room))["frame"] == "rejected"


async def test_a_former_members_resume_ends_where_he_went(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PRIVATE)
    await home.kept.say(room, ann, "4")
    await home.kept.say(room, ann, "5")
    await home.kept.accepted(room, MemberLeft(account_id=ben, role=Role.MEMBER), actor=ben)
    await home.kept.say(room, ann, "7")
    async with home.connected(ben) as client:
        followed = await client.follow(room, {"epoch": home.epoch, "seq": 3})
        assert (followed["head"], followed["hidden"]) == (6, {"from": 4, "to": 5})
        [event] = await client.events(room, 1)
        assert (event["seq"], event["type"]) == (6, "member_left")
        assert (await client.heard("ended"))["reason"] == "left"
        await home.kept.say(room, ann, "8")
        assert await client.silent()


async def test_an_archived_room_is_heard_to_its_end(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client:
        await client.follow(room)
        await home.kept.accepted(room, RoomArchived(), actor=ann)
        assert (await client.events(room, 1))[0]["type"] == "room_archived"
        assert await client.heard("ended") == {"frame": "ended", "room": str(room), "seq": 3, "reason": "archived"}
        await client.follow(room, {"last": 3})
        assert seqs(await client.events(room, 3)) == [1, 2, 3]
        assert (await client.heard("ended"))["seq"] == 3


async def test_commands_are_answered_before_they_are_heard(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client:
        await client.follow(room)
        message = uuid4()
        said = {"command_id": message, "room": room, "type": "send_message", "data": {"body": "hi"}, "id": "s"}
        await client.say("command", **said)
        accepted = await client.heard("accepted")
        assert (accepted["id"], accepted["seq"], accepted["duplicate"]) == ("s", 3, False)
        assert seqs(await client.events(room, 1)) == [3]
        await client.say("command", **said)
        assert (await client.heard("accepted"))["duplicate"] is True


async def test_many_commands_at_once_are_all_answered(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client:
        for number in range(300):
            data = {"body": str(number)}
            await client.say("command", command_id=uuid4(), room=room, type="send_message", data=data, id=number)
        answered = {(await client.heard("accepted"))["id"] for _ in range(300)}
        assert answered == set(range(300))


async def test_an_ended_session_is_cut_off_everywhere(home: House) -> None:
    ann = await home.person("ann")
    session, other = uuid4(), uuid4()
    async with Client.open(home.url) as one, Client.open(home.url) as two:
        await one.say("connect", token=home.token(ann, session))
        await two.say("connect", token=home.token(ann, other))
        await one.heard("ready")
        await two.heard("ready")
        await home.kept.accepted(ann, SessionEnded(session_id=session, reason=EndReason.SIGNED_OUT), actor=ann)
        goodbye = await one.heard("goodbye")
        assert (goodbye["code"], goodbye["retry"]) == (4401, False)
        assert await one.closed() == (4401, "the session has ended")
        assert await two.silent(0.1)
        async with Client.open(home.url) as again:
            await again.say("connect", token=home.token(ann, session))
            assert (await again.closed())[0] == 4401


async def test_a_token_is_renewed_by_the_same_account_only(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    async with home.connected(ann) as client:
        await client.say("connect", token=home.token(ann), id=2)
        assert (await client.heard("ready"))["id"] == 2
        await client.say("connect", token=home.token(ben))
        assert (await client.closed())[0] == 4403


async def test_a_server_that_ends_says_when_to_come_back(home: House) -> None:
    ann = await home.person("ann")
    async with home.connected(ann) as client:
        for connection in home.gateway.wheel.connections:
            connection.shutdown()
        goodbye = await client.heard("goodbye")
        assert (goodbye["code"], goodbye["retry"]) == (1012, True)
        assert goodbye["after_ms"][1] > goodbye["after_ms"][0]
        assert (await client.closed())[0] == 1012


async def test_nobody_is_pinged_before_saying_who_they_are(home: House) -> None:
    ann = await home.person("ann")
    async with Client.open(home.url) as client:
        [connection] = home.gateway.wheel.connections
        connection.beat()
        connection.beat()
        await client.say("connect", token=home.token(ann), resume=[])
        assert (await client.next("signal"))["frame"] == "ready"


async def test_a_heartbeat_tells_which_heads_moved(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client:
        await client.follow(room)
        await home.kept.say(room, ann, "3")
        await client.events(room, 1)
        [connection] = home.gateway.wheel.connections
        for heads in ({str(room): 3}, {}):
            await client.say("pong")
            await client.follow(uuid4())  # the pong has been heard
            connection.beat()
            async with asyncio.timeout(PATIENCE):
                assert await client.next("signal") == {"frame": "ping", "heads": heads}
        connection.beat()
        assert (await client.closed())[0] == 4408
