"""What those who follow a room hear of somebody who is erased, and what nobody is handed again."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from events.account import AccountErased
from events.room import MemberErased, MemberJoined, MemberRemoved, Role
from events.shredding import destroy_subject
from tests.query.house import PUBLIC, House, frames_of, house
from tests.query.inside import ringing
from tests.query.listener import of_room
from tests.support.logs import OpenLog, open_log


@pytest.fixture
async def other(kept: OpenLog, database_url: str, nats_live_url: str) -> AsyncIterator[House]:
    """Another process of the same Parley, with a keyring of its own."""
    async with open_log(database_url) as own, house(own, database_url, nats_live_url, fanout_url=None) as opened:
        yield opened


async def test_followers_hear_it_and_no_frame_with_their_words_is_kept(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PUBLIC)
    async with home.connected(ann) as client:
        await client.follow(room)
        await home.kept.say(room, ben, "my secret")
        assert (await client.events(room, 1))[0]["data"]["body"] == "my secret"
        assert b"my secret" in ringing(home)
        await erase(home, ben, room)
        [told] = await client.events(room, 1)
        assert (told["type"], told["data"]) == ("member_erased", {"account_id": str(ben), "role": "member"})
        assert b"my secret" not in ringing(home)
        await client.follow(room, {"last": 2})
        assert (await client.events(room, 2))[0]["data"]["redacted"]


async def test_no_process_that_still_has_their_key_in_memory_tells_their_words_again(home: House, other: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PUBLIC)
    await home.kept.say(room, ben, "my secret")
    await home.kept.accepted(room, MemberRemoved(account_id=ben, role=Role.MEMBER, reason="my shame"), actor=ann)
    await home.kept.accepted(room, MemberJoined(account_id=ben, role=Role.MEMBER), actor=ben)
    async with home.connected(ann) as here, other.connected(ann) as there:
        for client in (here, there):
            await client.follow(room, {"last": 3})
            said, removed, _ = await client.events(room, 3)
            assert (said["data"]["body"], removed["data"]["reason"]) == ("my secret", "my shame")
        await erase(home, ben, room)
        for client in (here, there):
            assert (await client.events(room, 1))[0]["type"] == "member_erased"
        for process, client in ((home, here), (other, there)):
            for _ in range(2):  # the second time from the ring
                await client.follow(room, {"last": 4})
                nothing_of_theirs(await client.events(room, 4))
            assert b"my s" not in ringing(process)
            async with of_room(process, ann, room, last=4) as stream:
                await stream.heard("followed")
                nothing_of_theirs(await stream.events(4))
            nothing_of_theirs(frames_of(await process.get(ann, f"/v1/rooms/{room}/events", after=3)))


def nothing_of_theirs(events: list[dict[str, object]]) -> None:
    said, removed, *_ = (event["data"] for event in events)
    assert isinstance(said, dict)
    assert isinstance(removed, dict)
    assert (said["body"], said["redacted"], removed["reason"]) == (None, True, "erased")


async def erase(home: House, who: UUID, room: UUID) -> None:
    """As the one process does who carries it out; nobody else forgets anything by that."""
    await home.kept.accepted(who, AccountErased(), actor=who)
    await destroy_subject(home.kept.pool, who)
    await home.kept.accepted(room, MemberErased(account_id=who, role=Role.MEMBER), actor=who)
