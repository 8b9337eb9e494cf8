"""Who is here and who is typing: told to those who follow a room, seldom, and never in the way of what is said."""

from uuid import UUID

from events.room import History, MemberAdded, MemberJoined, MemberLeft, MemberRemoved, Role, Visibility
from events.signals import Typing
from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import read_access
from query.live.outgoing import text
from query.live.signals.frames import signal_frames
from query.live.signals.pace import Pace
from query.live.socket import LOW
from tests.query.house import PUBLIC, House
from tests.query.listener import listening, of_room
from tests.query.presence import becomes, quick
from tests.support.logs import OpenLog

PRIVATE = (Visibility.PRIVATE, History.ALL)
EVENT = text(b" " * 4096)


async def test_who_follows_is_told_who_is_here_and_who_comes_and_goes(home: House) -> None:
    ann, ben, eve = [await home.person(name) for name in ("ann", "ben", "eve")]
    room = await home.room(ann, ben, kind=PUBLIC)
    async with home.connected(ann) as client, home.connected(eve):
        await client.follow(room)
        assert await client.signal("presence") == {"online": [str(ann)], "idle": []}
        async with home.connected(ben):
            assert await client.signal("presence") == {"account": str(ben), "state": "online"}
        gone = await client.signal("presence")
        assert (gone["account"], gone["state"]) == (str(ben), "offline")
        assert gone["last_seen"].endswith("Z")


async def test_an_account_is_idle_when_nobody_is_at_any_of_its_connections(
    kept: OpenLog, database_url: str, nats_live_url: str
) -> None:
    async with quick(kept, database_url, nats_live_url) as home:
        ann, ben = await home.person("ann"), await home.person("ben")
        room = await home.room(ann, ben, kind=PRIVATE)
        async with home.connected(ann) as client, home.connected(ben) as phone, home.connected(ben) as laptop:
            await client.follow(room)
            await becomes(client, ben, "online")
            await phone.say("signal", room=room, type="idle")
            await laptop.say("signal", room=room, type="idle")
            await becomes(client, ben, "idle")
            await laptop.say("signal", room=room, type="active")
            await becomes(client, ben, "online")
            await laptop.say("signal", room=room, type="idle")
            await becomes(client, ben, "idle")
            data = {"body": "I am back"}
            await phone.say("command", command_id=UUID(int=7), room=room, type="send_message", data=data)
            await becomes(client, ben, "online")


async def test_presence_merges_over_processes_and_ends_with_the_last(
    kept: OpenLog, database_url: str, nats_live_url: str
) -> None:
    async with (
        quick(kept, database_url, nats_live_url) as here,
        quick(kept, database_url, nats_live_url, fanout_url=None) as there,
    ):
        ann, ben = await here.person("ann"), await here.person("ben")
        room = await here.room(ann, ben, kind=PUBLIC)
        async with here.connected(ann) as client:
            await client.follow(room)
            async with there.connected(ben):
                await becomes(client, ben, "online")
                async with here.connected(ben):
                    pass
                await client.say("signal", room=room, type="idle")
                await becomes(client, ann, "idle")  # ben has not gone, for he is there still
            await becomes(client, ben, "offline")


async def test_whoever_was_connected_to_a_process_that_is_killed_is_gone(
    kept: OpenLog, database_url: str, nats_live_url: str
) -> None:
    async with (
        quick(kept, database_url, nats_live_url) as here,
        quick(kept, database_url, nats_live_url, fanout_url=None) as there,
    ):
        ann, ben = await here.person("ann"), await here.person("ben")
        room = await here.room(ann, ben, kind=PUBLIC)
        async with here.connected(ann) as client, there.connected(ben):
            await client.follow(room)
            await becomes(client, ben, "online")
            await there.gateway.broker.close()  # it says nothing more
            await becomes(client, ben, "offline")


async def test_members_can_ask_who_is_here(home: House) -> None:
    ann, ben, eve = [await home.person(name) for name in ("ann", "ben", "eve")]
    room = await home.room(ann, ben, kind=PUBLIC)
    path = f"/v1/rooms/{room}/presence"
    async with home.connected(ben) as client:
        await client.follow(room)
        here = (await home.get(ann, path)).json()
        assert (here["told"], here["online"], here["idle"], here["last_seen"]) == (True, [str(ben)], [], [])
        async with home.connected(ann):
            await becomes(client, ann, "online")
        await becomes(client, ann, "offline")
        [seen] = (await home.get(ann, path)).json()["last_seen"]
        assert seen["account_id"] == str(ann)
    assert (await home.get(eve, path)).status_code == 404


async def test_an_event_stream_says_of_nobody_that_they_are_here(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PUBLIC)
    async with of_room(home, ben, room) as stream, listening(home.url, "/v1/me/stream", home.token(ben)) as personal:
        await stream.heard("followed")
        await personal.heard("ready")
        assert (await home.get(ann, f"/v1/rooms/{room}/presence")).json()["online"] == []


async def test_where_presence_is_off_nothing_is_told(kept: OpenLog, database_url: str, nats_live_url: str) -> None:
    async with quick(kept, database_url, nats_live_url, presence_max=0) as home:
        ann = await home.person("ann")
        room = await home.room(ann, kind=PUBLIC)
        async with home.connected(ann) as client:
            await client.follow(room)
            for type_ in ("typing", "idle", "active"):
                await client.say("signal", room=room, type=type_)
            await home.kept.say(room, ann, "3")
            assert (await client.next("ping"))["seq"] == 3
        here = (await home.get(ann, f"/v1/rooms/{room}/presence")).json()
        assert (here["told"], here["online"], here["last_seen"]) == (False, [], [])


async def test_a_process_that_comes_later_knows_who_is_here(
    kept: OpenLog, database_url: str, nats_live_url: str
) -> None:
    slow = Pace(tick=0.02, batch=0.05)  # what is known is known by asking
    async with quick(kept, database_url, nats_live_url, pace=slow) as here:
        ann, ben = await here.person("ann"), await here.person("ben")
        room = await here.room(ann, ben, kind=PUBLIC)
        async with (
            here.connected(ben),
            quick(kept, database_url, nats_live_url, fanout_url=None, pace=slow) as there,
            there.connected(ann) as client,
        ):
            await client.follow(room)
            await becomes(client, ben, "online")


async def test_typing_is_told_seldom_and_ends_at_once(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PUBLIC)
    async with home.connected(ann) as client, home.connected(ben) as typist:
        await client.follow(room)
        await typist.follow(room)
        await client.signal("presence")
        await typist.signal("presence")
        for _ in range(20):
            await typist.say("signal", room=room, type="typing")
        assert await client.signal("typing") == {"account": str(ben), "until_ms": 6000}
        await typist.say("signal", room=room, type="idle")
        assert await client.signal("typing") == {"account": str(ben), "until_ms": 0}


async def test_typing_crosses_processes(kept: OpenLog, database_url: str, nats_live_url: str) -> None:
    async with (
        quick(kept, database_url, nats_live_url) as here,
        quick(kept, database_url, nats_live_url, fanout_url=None) as there,
    ):
        ann, ben = await here.person("ann"), await here.person("ben")
        room = await here.room(ann, ben, kind=PUBLIC)
        async with here.connected(ann) as client, there.connected(ben) as typist:
            await client.follow(room)
            await typist.follow(room)
            await client.signal("presence")
            await typist.signal("presence")
            await typist.say("signal", room=room, type="typing")
            assert (await client.signal("typing"))["account"] == str(ben)


async def test_only_members_who_follow_a_room_may_type_in_it(home: House) -> None:
    ann, eve = await home.person("ann"), await home.person("eve")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client, home.connected(eve) as stranger:
        await client.say("signal", room=room, type="typing", id=1)
        assert (await client.heard("rejected"))["problem"]["type"] == "/problems/not_following"
        await stranger.follow(room)
        await client.follow(room)
        await client.signal("presence")  # from now on it is known who the members are
        await stranger.say("signal", room=room, type="typing", id=2)
        assert (await stranger.heard("rejected"))["id"] == 2


async def test_who_is_here_and_types_is_told_to_members_only(home: House) -> None:
    ann, ben, eve = [await home.person(name) for name in ("ann", "ben", "eve")]
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client, home.connected(eve) as stranger:
        await stranger.follow(room)
        await client.follow(room)
        await client.signal("presence")
        await client.say("signal", room=room, type="typing")
        await client.signal("typing")
        await home.kept.accepted(room, MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
        async with home.connected(ben):
            await becomes(client, ben, "online")
        await becomes(client, ben, "offline")
        await home.kept.say(room, ann, "4")
        assert [(await stranger.next("ping"))["seq"] for _ in range(2)] == [3, 4]  # and no signal in between


async def test_who_becomes_a_member_is_told_who_is_here_until_they_leave(home: House) -> None:
    ann, eve = await home.person("ann"), await home.person("eve")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client, home.connected(eve) as newcomer:
        await newcomer.follow(room)
        await client.follow(room)
        await client.signal("presence")
        await home.kept.accepted(room, MemberJoined(account_id=eve, role=Role.MEMBER), actor=eve)
        await becomes(newcomer, ann, "online")
        await becomes(client, eve, "online")
        await home.kept.accepted(room, MemberLeft(account_id=eve, role=Role.MEMBER), actor=eve)
        while (await newcomer.next("ping"))["frame"] != "ended":
            pass
        await newcomer.follow(room)
        await becomes(client, eve, "offline")
        await client.say("signal", room=room, type="typing")
        await client.signal("typing")
        await home.kept.say(room, ann, "5")
        assert (await newcomer.next("ping"))["seq"] == 5


async def test_a_removed_member_is_told_nothing_more_and_is_seen_no_more(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PRIVATE)
    async with home.connected(ann) as client, home.connected(ben) as removed:
        await client.follow(room)
        await removed.follow(room)
        await becomes(client, ben, "online")
        await home.kept.accepted(room, MemberRemoved(account_id=ben, role=Role.MEMBER), actor=ann)
        while (await removed.next("ping"))["frame"] != "ended":
            pass
        await becomes(client, ben, "offline")
        await client.say("signal", room=room, type="typing")
        await client.signal("typing")
        await removed.follow(room)  # refused, and nothing was said before
        await home.kept.accepted(room, MemberAdded(account_id=ben, role=Role.MEMBER), actor=ann)
        await becomes(client, ben, "online")


async def test_a_large_room_is_told_nothing(kept: OpenLog, database_url: str, nats_live_url: str) -> None:
    async with quick(kept, database_url, nats_live_url, presence_max=2) as home:
        ann, ben, eve = [await home.person(name) for name in ("ann", "ben", "eve")]
        room, large = await home.room(ann, ben, kind=PUBLIC), await home.room(ann, ben, eve, kind=PUBLIC)
        async with home.connected(ann) as client:
            await client.follow(large)
            await client.follow(room)
            assert (await client.next("ping"))["room"] == str(room)
            await client.say("signal", room=large, type="typing")
            await home.kept.accepted(room, MemberAdded(account_id=eve, role=Role.MEMBER), actor=ann)
            assert (await client.heard("event"))["type"] == "member_added"
            assert await client.signal("presence") == {"online": [], "idle": []}
            await home.kept.accepted(large, MemberRemoved(account_id=eve, role=Role.MEMBER), actor=ann)
            while (signal := await client.next("ping"))["frame"] != "signal":
                pass
            assert (signal["room"], signal["data"]["online"]) == (str(large), [str(ann)])


async def test_signals_are_the_first_to_go_when_a_reader_is_slow(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client:
        await client.follow(room)
        [connection] = home.gateway.wheel.connections
        follow, waiting = connection.subscriptions[room], 0
        while follow.signal(signal_frames(room, "typing", [Typing(ann, 0)])):  # nothing is written in this turn
            assert connection.transport.offer(EVENT)
            waiting += len(EVENT)
        assert waiting <= LOW
        assert connection.transport.offer(EVENT)  # for what is no signal there is room still
        assert room in connection.subscriptions


async def test_a_crowd_that_comes_at_once_is_told_of_together(
    kept: OpenLog, database_url: str, nats_live_url: str
) -> None:
    async with quick(kept, database_url, nats_live_url, pace=Pace(tick=0.02, batch=1.0)) as home:
        people = [await home.person(f"p{number}") for number in range(20)]
        room = await home.room(*people, kind=PUBLIC)
        async with home.connected(people[0]) as client:
            await client.follow(room)
            await client.signal("presence")
            for _ in range(10):
                for account in people:
                    home.gateway.signals.online.tell(b"elsewhere", account.bytes, False)
                    home.gateway.signals.online.tell(b"elsewhere", account.bytes, None)
            for account in people:
                home.gateway.signals.online.tell(b"elsewhere", account.bytes, False)
            data = await client.signal("presence")
            assert {*data["online"]} == {str(account) for account in people}


async def test_without_the_bus_nothing_is_signalled_and_then_it_is_again(
    kept: OpenLog, database_url: str, own_nats: EmbeddedNats
) -> None:
    access = read_access(own_nats.folder)
    assert access
    async with quick(kept, database_url, access.url("live")) as home:
        ann, ben = await home.person("ann"), await home.person("ben")
        room = await home.room(ann, ben, kind=PUBLIC)
        async with home.connected(ann) as client:
            await client.follow(room)
            await client.signal("presence")
            await own_nats.stop()
            async with home.connected(ben):
                await home.kept.say(room, ann, "3")
                assert (await client.next("ping"))["seq"] == 4
                await own_nats.start()
                await becomes(client, ben, "online")
