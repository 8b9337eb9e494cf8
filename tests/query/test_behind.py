"""What is handed out while this process, or the read models, are behind the log."""

from typing import Any

from events.room import MessageDeleted
from tests.query.house import PUBLIC, House, house
from tests.query.inside import FROZEN
from tests.support.logs import OpenLog


async def test_what_was_deleted_while_the_hub_heard_nothing_is_told_without_its_words(
    kept: OpenLog, database_url: str, nats_live_url: str
) -> None:
    async with house(kept, database_url, nats_live_url, fanout_url=None) as home:
        ann = await home.person("ann")
        room = await home.room(ann, kind=PUBLIC)
        message = await kept.say(room, ann, "regretted")
        async with home.connected(ann) as client:
            await client.follow(room, {"last": 1})
            assert (await client.events(room, 1))[0]["data"]["body"] == "regretted"
            await client.say("unfollow", room=room)  # what nobody follows nobody looks after
            await kept.accepted(room, MessageDeleted(message_id=message), actor=ann)
            await client.follow(room, {"last": 2})
            sent, deleted = await client.events(room, 2)
            assert (sent["data"]["body"], sent["data"]["redacted"]) == (None, True)
            assert deleted["type"] == "message_deleted"
            await client.follow(room, {"last": 2})
            assert await client.events(room, 2) == [sent, deleted]


async def test_words_have_their_html_however_far_behind_the_read_models_are(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as client, home.kept.pool.acquire() as db:
        await client.follow(room)
        async with db.transaction():
            await db.execute(FROZEN)
            await home.kept.say(room, ann, "*hi*")
            [live] = await client.events(room, 1)
            await client.follow(room, {"last": 1})
            resumed = await client.events(room, 1)
        paged: list[dict[str, Any]] = (await home.get(ann, f"/v1/rooms/{room}/events", after=2)).json()["events"]
        assert live["html"].strip() == "<p><em>hi</em></p>"
        assert resumed == paged == [live]
