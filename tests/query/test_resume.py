"""Nothing is missed and nothing heard twice, whatever the bus and the network do."""

import asyncio
import random
from typing import Any
from uuid import UUID

import pytest

from parley.embedded.nats import EmbeddedNats
from parley.embedded.nats_access import read_access
from query.live.census import census
from runtime import nats
from tests.query.bad_bus import bad_bus
from tests.query.client import Client, seqs
from tests.query.house import PUBLIC, House, frames_of, house
from tests.query.words import state, talk
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE


class Tape:
    """What one reader has heard of a room, through as many connections as it took."""

    def __init__(self, home: House, who: UUID, room: UUID, seed: int) -> None:
        self.home, self.who, self.room = home, who, room
        self.chance = random.Random(seed)
        self.heard: list[dict[str, Any]] = []

    async def until(self, seq: int) -> None:
        """Listen until a seq is heard; the line breaks at random, also in the middle of a catch-up."""
        while not self.heard or self.heard[-1]["seq"] < seq:
            async with self.home.connected(self.who) as client:
                last = self.heard[-1]["seq"] if self.heard else 0
                await client.follow(self.room, {"epoch": self.home.epoch, "seq": last})
                await self._listen(client, seq, self.chance.randint(0, 60))
                client.connection.transport.abort()

    async def _listen(self, client: Client, seq: int, frames: int) -> None:
        for _ in range(frames):
            event = await client.heard("event")
            assert event["seq"] == (self.heard[-1]["seq"] if self.heard else 0) + 1
            self.heard.append(event)
            if event["seq"] == seq:
                return


@pytest.mark.parametrize("seed", range(3))
async def test_cut_lines_and_a_bad_bus_lose_nothing(
    kept: OpenLog, database_url: str, nats_live_url: str, own_nats: EmbeddedNats, seed: int
) -> None:
    access = read_access(own_nats.folder)
    assert access
    good, bad = nats_live_url, access.url("live")
    async with (
        bad_bus(good, bad, seed),
        house(kept, database_url, bad, fanout_url=good) as home,
    ):
        ann = await home.person("ann")
        room = await home.room(ann, kind=PUBLIC)
        tapes = [Tape(home, ann, room, seed * 10 + number) for number in range(4)]
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(talk(home, room, ann, 198, seed))
            for tape in tapes:
                tasks.create_task(tape.until(200))
        fresh = [*frames_of(await home.get(ann, f"/v1/rooms/{room}/events", limit=200))]
        for tape in tapes:
            assert seqs(tape.heard) == list(range(1, 201))
            assert state(tape.heard) == state(fresh)
        assert census(home.gateway).refills


async def test_without_nats_the_stream_goes_on(kept: OpenLog, database_url: str, own_nats: EmbeddedNats) -> None:
    access = read_access(own_nats.folder)
    assert access
    async with house(kept, database_url, access.url("live")) as home:
        ann = await home.person("ann")
        room = await home.room(ann, kind=PUBLIC)
        async with home.connected(ann) as client:
            await client.follow(room)
            await own_nats.stop()
            for seq in range(3, 8):
                await home.kept.say(room, ann, str(seq))
                assert seqs(await client.events(room, 1)) == [seq]
            await own_nats.start()
            for seq in range(8, 12):
                await home.kept.say(room, ann, str(seq))
                assert seqs(await client.events(room, 1)) == [seq]


async def test_a_gateway_that_starts_before_nats_serves_at_once(kept: OpenLog, database_url: str) -> None:
    async with house(kept, database_url, "nats://127.0.0.1:1", fanout_url=None) as home:
        ann = await home.person("ann")
        room = await home.room(ann, kind=PUBLIC)
        async with home.connected(ann) as client:
            await client.follow(room)
            await home.kept.say(room, ann, "3")
            assert seqs(await client.events(room, 1)) == [3]


async def test_frames_of_a_bus_that_carries_nonsense_are_passed_over(home: House, nats_live_url: str) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    stranger = await nats.connect(nats_live_url, name="nonsense")
    async with home.connected(ann) as client:
        await client.follow(room)
        for payload in (b"", b"short", b"\x00" * 9, b"\x00" * 8 + b"m{}"):
            await stranger.publish(f"parley.live.room.{room}", payload)
        await stranger.publish("parley.live.room.nobody", b"\x00" * 20)
        await stranger.flush()
        await home.kept.say(room, ann, "3")
        assert seqs(await client.events(room, 1)) == [3]
    await nats.close(stranger)


async def test_a_reader_who_does_not_read_lags_and_then_catches_up(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as slow, home.connected(ann) as quick:
        await slow.follow(room)
        await quick.follow(room)
        slow.connection.transport.pause_reading()
        body, count = "x" * 50_000, 150
        for _ in range(count):
            await home.kept.say(room, ann, body)
            await quick.events(room, 1)
        slow.connection.transport.resume_reading()
        found = []
        while (frame := await slow.next())["frame"] == "event":
            found.append(frame["seq"])
        assert frame["frame"] == "lagging"
        assert found == list(range(3, found[-1] + 1))
        assert found[-1] < frame["head"] <= count + 2
        assert (census(home.gateway).lagging, census(home.gateway).follows) == (1, 1)
        await slow.follow(room, {"epoch": home.epoch, "seq": found[-1]})
        rest = seqs(await slow.events(room, count + 2 - found[-1]))
        assert rest == list(range(found[-1] + 1, count + 3))


async def test_who_is_far_behind_is_caught_up_at_the_pace_of_his_line(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    for _ in range(80):
        await home.kept.say(room, ann, "x" * 50_000)
    async with home.connected(ann) as client:
        client.connection.transport.pause_reading()
        await client.say("follow", room=room, **{"from": {"epoch": home.epoch, "seq": 0}})
        [connection] = home.gateway.wheel.connections
        async with asyncio.timeout(PATIENCE):
            while not connection.transport.stuck_since:
                await asyncio.sleep(0.01)
        client.connection.transport.resume_reading()
        await client.heard("followed")
        assert seqs(await client.events(room, 82)) == list(range(1, 83))


async def test_many_follow_at_once_while_people_talk(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)

    async def reader(number: int) -> list[int]:
        async with home.connected(ann) as client:
            await asyncio.sleep(number * 0.01)
            followed = await client.follow(room, {"epoch": home.epoch, "seq": 0})
            assert followed["recovered"]
            return seqs(await client.events(room, 102))

    async with asyncio.TaskGroup() as tasks:
        readers = [tasks.create_task(reader(number)) for number in range(20)]
        tasks.create_task(talk(home, room, ann, 100, 1))
    assert all(one.result() == list(range(1, 103)) for one in readers)
