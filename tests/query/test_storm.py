"""Everybody is cut off at once and comes back: caught up from memory, with hardly a question to the database."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any
from uuid import UUID

from asyncpg.connection import LoggedQuery

from events.room import History, MemberRemoved, Role, Visibility
from tests.query.client import Client, seqs
from tests.query.house import House
from tests.support.patience import PATIENCE

PRIVATE = (Visibility.PRIVATE, History.ALL)
SOCKETS, PEOPLE, ROOMS, BEHIND = 300, 10, 3, 100


@asynccontextmanager
async def questions(home: House) -> AsyncIterator[Counter[str]]:
    """What the read side's connections are asked, but for what it asks at all times."""
    asked: Counter[str] = Counter()

    def note(query: LoggedQuery) -> None:
        words = " ".join(query.query.split())
        if words.startswith("select") and "stream_id = any" not in words and "session_ended" not in words:
            asked[words[:120]] += 1

    async with AsyncExitStack() as held:
        with suppress(TimeoutError):  # what is not given back within a second is a projection's for good
            while True:
                async with asyncio.timeout(1):
                    connection = await held.enter_async_context(home.kept.pool.acquire())
                connection.add_query_logger(note)
    yield asked


async def come_back(home: House, who: UUID, room: UUID, seq: int, after_ms: tuple[int, int]) -> list[dict[str, Any]]:
    """As the protocol asks of a client: with full jitter, and from where one was."""
    await asyncio.sleep(random.uniform(*after_ms) / 1000)
    async with Client.open(home.url) as client:
        resume = [{"room": room, "epoch": home.epoch, "seq": seq}]
        await client.say("connect", token=home.token(who), resume=resume)
        await client.heard("ready")
        assert (await client.heard("followed"))["recovered"]
        return await client.events(room, BEHIND)


async def test_three_hundred_who_come_back_at_once_ask_the_database_a_few_dozen_times(home: House) -> None:
    people = [await home.person(f"person-{number}") for number in range(PEOPLE)]
    rooms = [await home.room(*people, kind=PRIVATE) for _ in range(ROOMS)]
    seq = PEOPLE + 1
    for room in rooms:
        async with home.connected(people[0]) as client:
            await client.follow(room)
    await talk(home, rooms, people[0])
    async with questions(home) as asked, asyncio.TaskGroup() as tasks:
        storm = [
            tasks.create_task(
                come_back(home, people[number % PEOPLE], rooms[number % ROOMS], seq, (100, 1000 + 2 * SOCKETS))
            )
            for number in range(SOCKETS)
        ]
    for one in storm:
        assert seqs(one.result()) == list(range(seq + 1, seq + BEHIND + 1))
    assert asked
    assert asked.total() < SOCKETS / 4, asked.most_common()


async def test_a_process_that_has_just_begun_reads_what_all_missed_once(home: House) -> None:
    people = [await home.person(f"person-{number}") for number in range(PEOPLE)]
    rooms = [await home.room(*people, kind=PRIVATE)]
    await talk(home, rooms, people[0])
    assert not home.gateway.hub.wants(rooms[0])
    async with questions(home) as asked, asyncio.TaskGroup() as tasks:
        storm = [
            tasks.create_task(come_back(home, people[number % PEOPLE], rooms[0], PEOPLE + 1, (0, 500)))
            for number in range(60)
        ]
    for one in storm:
        assert seqs(one.result()) == list(range(PEOPLE + 2, PEOPLE + BEHIND + 2))
    pages = sum(count for words, count in asked.items() if "cross join lateral" in words)
    assert 0 < pages < 5, asked.most_common()


async def test_who_is_removed_while_all_come_back_hears_of_it_and_then_nothing(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PRIVATE)
    await talk(home, [room], ann)
    removed_at = 3 + BEHIND + 21

    async def last_heard(wait: float) -> int:
        await asyncio.sleep(wait)
        async with Client.open(home.url) as client:
            await client.say("connect", token=home.token(ben), resume=[{"room": room, "epoch": home.epoch, "seq": 3}])
            await client.heard("ready")
            seq = ((await client.heard("followed"))["hidden"] or {"to": 3})["to"]
            while (frame := await client.next())["frame"] != "ended":
                if frame["frame"] == "followed":  # he was put out while he was being caught up
                    assert frame["hidden"] == {"from": seq + 1, "to": removed_at - 1}
                    seq = removed_at - 1
                else:
                    assert (frame["frame"], frame["seq"]) == ("event", seq + 1)
                    seq += 1
            assert frame == {"frame": "ended", "room": str(room), "seq": removed_at, "reason": "removed"}
            assert await client.silent()
            return int(seq)

    async with asyncio.TaskGroup() as tasks:
        storm = [tasks.create_task(last_heard(random.uniform(0, 0.5))) for _ in range(40)]
        for number in range(20):
            await home.kept.say(room, ann, f"soon, {number}")
        await home.kept.accepted(room, MemberRemoved(account_id=ben, role=Role.MEMBER), actor=ann)
        for number in range(20):
            await home.kept.say(room, ann, f"about Ben, {number}")
    assert {one.result() for one in storm} == {removed_at}


async def talk(home: House, rooms: list[UUID], author: UUID) -> None:
    """A hundred events in each room, and return once the read models and whoever keeps the rooms have them."""
    for room in rooms:
        for number in range(BEHIND):
            await home.kept.say(room, author, f"while you were away, {number}")
    head = await home.position()
    assert (await home.get(author, "/v1/rooms", min_position=head)).status_code == 200
    async with asyncio.timeout(PATIENCE):
        kept = [home.gateway.hub.resting[room] for room in rooms if home.gateway.hub.wants(room)]
        while any((room.last or 0) < PEOPLE + 1 + BEHIND for room in kept):
            await asyncio.sleep(0.05)
