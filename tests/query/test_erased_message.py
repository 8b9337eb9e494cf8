"""What those who follow a room hear of a message that is erased, and that nobody is handed its words again."""

import pytest

from events.room import MessageEdited, MessageErased
from tests.query.house import PUBLIC, House, frames_of, house
from tests.query.inside import ringing
from tests.support.logs import OpenLog


@pytest.mark.parametrize("bus", [True, False], ids=["told by the bus", "read from the log"])
async def test_followers_hear_it_and_nobody_is_shown_its_words_again(
    kept: OpenLog, database_url: str, nats_live_url: str, bus: bool
) -> None:
    url = nats_live_url if bus else "nats://127.0.0.1:1"
    async with house(kept, database_url, url, fanout_url="" if bus else None) as home:
        await hears_of_an_erased_message(home)


async def hears_of_an_erased_message(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client:
        await client.follow(room)
        message = await home.kept.say(room, ann, "my secret")
        await home.kept.accepted(room, MessageEdited(message_id=message, body="my secret, edited"), actor=ann)
        await home.kept.say(room, ann, "no secret")
        assert (await client.events(room, 3))[1]["data"]["body"] == "my secret, edited"
        assert b"no secret" in ringing(home)
        await home.kept.accepted(room, MessageErased(message_id=message), actor=ann)
        [told] = await client.events(room, 1)
        assert (told["type"], told["data"]) == ("message_erased", {"message_id": str(message)})
        assert b"my secret" not in ringing(home)
        await client.follow(room, {"last": 4})
        shown = await client.events(room, 4)
    log = frames_of(await home.get(ann, f"/v1/rooms/{room}/events"))
    for events in (shown, log[-4:]):
        assert [event["data"].get("redacted") for event in events] == [True, True, None, None]
        assert [event["data"].get("body") for event in events[:3]] == [None, None, "no secret"]
    page = (await home.get(ann, f"/v1/rooms/{room}/messages")).json()["messages"]
    assert [(one["body"], one["html"], one["redacted"], one["deleted"]) for one in page] == [
        (None, None, True, False),
        ("no secret", "<p>no secret</p>", False, False),
    ]
