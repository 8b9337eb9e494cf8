"""Many rooms taken up again at once: each gets its answer, in its turn, and says which room it is about."""

from typing import Any
from uuid import UUID, uuid4

from events.room import RoomEvent
from query.live import requests
from tests.query.client import seqs
from tests.query.house import PUBLIC, House


class RulesOfTomorrow(RoomEvent, frozen=True, tag="rules_of_tomorrow"):
    """Something about a room that only a newer build could judge."""

    def about(self, stream_id: UUID) -> UUID:
        return stream_id


class WordsOfTomorrow(RoomEvent, frozen=True, tag="words_of_tomorrow"):
    """Something in a room that only a newer build could read."""


def resume(home: House, *rooms: UUID) -> list[dict[str, Any]]:
    return [{"room": room, "epoch": home.epoch, "seq": 1} for room in rooms]


async def test_a_room_that_cannot_be_taken_up_says_so_and_the_others_are(home: House) -> None:
    ann = await home.person("ann")
    one, unjudged, unread, two = [await home.room(ann, kind=PUBLIC) for _ in range(4)]
    await home.kept.accepted(unjudged, RulesOfTomorrow(), actor=ann)
    await home.kept.accepted(unread, WordsOfTomorrow(), actor=ann)
    nowhere = uuid4()
    async with home.connected(ann, resume=resume(home, one, unjudged, nowhere, unread, two), id=7) as client:
        answers = [await client.next() for _ in range(8)]
        assert [(answer["frame"], UUID(answer["room"])) for answer in answers] == [
            ("followed", one),
            ("event", one),
            ("rejected", unjudged),
            ("rejected", nowhere),
            ("followed", unread),
            ("rejected", unread),
            ("followed", two),
            ("event", two),
        ]
        refused = [answer for answer in answers if answer["frame"] == "rejected"]
        assert [answer["problem"]["status"] for answer in refused] == [503, 404, 503]
        assert not any("id" in answer for answer in refused)
        await home.kept.say(two, ann, "goes on")
        assert seqs(await client.events(two, 1)) == [3]


async def test_whatever_is_refused_about_a_room_names_it(home: House, monkeypatch: Any) -> None:
    monkeypatch.setattr(requests, "MAX_ROOMS", 1)
    ann = await home.person("ann")
    one, two = [await home.room(ann, kind=PUBLIC) for _ in range(2)]
    async with home.connected(ann) as client:
        assert (await client.follow(one))["frame"] == "followed"
        for room, status in ((two, 429), (uuid4(), 429)):
            refused = await client.follow(room)
            assert (refused["room"], refused["id"], refused["problem"]["status"]) == (str(room), 1, status)
        assert "unfollow" in refused["problem"]["detail"]
        await client.say("signal", room=two, type="typing")
        assert (await client.heard("rejected"))["room"] == str(two)
        await client.say("unfollow", room=one)
        assert (await client.follow(two))["frame"] == "followed"
