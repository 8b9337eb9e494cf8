"""What those who follow a room hear of somebody who is erased, and what nobody is handed again."""

from events.account import AccountErased
from events.room import MemberErased, Role
from events.shredding import destroy_subject
from tests.query.house import House
from tests.query.test_live import PUBLIC


def ringing(home: House) -> bytes:
    """All that the hub has at hand for whoever takes up a room."""
    return b"".join(frame.data for room in home.gateway.hub.rooms.values() for frame in room.ring)


async def test_followers_hear_it_and_no_frame_with_their_words_is_kept(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PUBLIC)
    async with home.connected(ann) as client:
        await client.follow(room)
        await home.kept.say(room, ben, "my secret")
        assert (await client.events(room, 1))[0]["data"]["body"] == "my secret"
        assert b"my secret" in ringing(home)
        await home.kept.accepted(ben, AccountErased(), actor=ben)
        await destroy_subject(home.kept.pool, ben)
        home.kept.keyring.forget()
        await home.kept.accepted(room, MemberErased(account_id=ben, role=Role.MEMBER), actor=ben)
        [told] = await client.events(room, 1)
        assert (told["type"], told["data"]) == ("member_erased", {"account_id": str(ben), "role": "member"})
        assert b"my secret" not in ringing(home)
        await client.follow(room, {"last": 2})
        assert (await client.events(room, 2))[0]["data"]["redacted"]
