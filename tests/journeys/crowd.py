"""Many people in several rooms, who talk and follow on whatever happens, and the checker of what came of it."""

import asyncio
from collections.abc import Sequence
from itertools import cycle, islice
from typing import Any

import httpx

from tests.journeys.follower import Follower
from tests.journeys.live_talker import LiveTalker
from tests.journeys.person import Person
from tests.journeys.talker import Said, Talker

Log = list[dict[str, Any]]


class Crowd:
    """Every person is in every room; half of the talkers use HTTP, half a live connection."""

    def __init__(self, people: Sequence[Person], rooms: Sequence[str], talkers: int, followers: int) -> None:
        self._reader = people[0]
        self.rooms = rooms
        someone = cycle([(person, room) for person in people for room in rooms])
        self.followers = [Follower(*one) for one in islice(someone, followers)]
        kinds = cycle((Talker, LiveTalker))
        self.talkers = [next(kinds)(*one, pause=0.2) for one in islice(someone, talkers)]

    async def settled(self) -> dict[str, Log]:
        """The rooms' logs, once all talkers have finished and all followers have heard everything."""
        await asyncio.gather(*(talker.stop() for talker in self.talkers))
        logs = {room: await patiently(self._reader, room) for room in self.rooms}
        await asyncio.gather(*(follower.reaches(logs[follower.room][-1]["seq"]) for follower in self.followers))
        await asyncio.gather(*(follower.stop() for follower in self.followers))
        return logs

    def check(self, logs: dict[str, Log]) -> None:
        """What was acknowledged is there once, in the order of real time; each follower heard exactly the log."""
        for log in logs.values():
            assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
        for follower in self.followers:
            heard = [(event["seq"], event["event_id"]) for event in follower.events]
            assert heard == [(event["seq"], event["event_id"]) for event in logs[follower.room]]
        by_position = {
            event["data"]["message_id"]: int(event["position"].rpartition(".")[2])
            for log in logs.values()
            for event in log
            if event["type"] == "message_sent"
        }
        assert len(by_position) == sum(event["type"] == "message_sent" for log in logs.values() for event in log)
        said = [one for talker in self.talkers for one in talker.said]
        assert set(by_position) == {one.message_id for one in said}
        in_real_time(sorted(said, key=lambda one: by_position[one.message_id]))


def in_real_time(said: Sequence[Said]) -> None:
    """Nothing stands before what had been acknowledged when it was first sent."""
    latest = 0.0
    for one in said:
        assert one.acknowledged >= latest
        latest = max(latest, one.sent)


async def gathered(url: str, people: int, rooms: int) -> tuple[list[Person], list[str]]:
    """People who all are in all of the rooms."""
    found = [Person(url, f"person-{number}") for number in range(people)]
    for person in found:
        await person.register()
    names = [await found[0].create_room(f"Room {number}") for number in range(rooms)]
    for person in found[1:]:
        for room in names:
            await person.join(room)
    return found, names


async def patiently(person: Person, room: str) -> Log:
    """The room's log, as soon as somebody answers again."""
    while True:
        try:
            return await person.log_of(room)
        except (httpx.TransportError, AssertionError):
            await asyncio.sleep(0.1)
