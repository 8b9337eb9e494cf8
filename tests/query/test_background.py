"""What goes on beside the connections goes on, whatever goes wrong once."""

import asyncio
from typing import Any

import asyncpg
from msgspec.structs import replace
from structlog.testing import capture_logs

from tests.query.client import seqs
from tests.query.house import PUBLIC, House, house
from tests.query.listener import listening
from tests.support.logs import OpenLog
from tests.support.patience import PATIENCE

BREAK = """
    select count(pg_terminate_backend(pid)) from pg_stat_activity
    where datname = current_database() and query like 'select stream_id, version from streams where stream_id = any%'
"""


async def test_a_connection_that_cannot_go_on_is_cut_off_and_all_others_are_looked_after(home: House) -> None:
    ann = await home.person("ann")
    with capture_logs() as logged:
        for _ in range(2):
            async with home.connected(ann) as broken, home.connected(ann) as other:
                first, second = home.gateway.wheel.connections
                assert first.claims
                assert second.claims
                first.claims = replace(first.claims, expires_at="tomorrow")
                second.claims = replace(second.claims, expires_at=0)
                assert await other.closed() == (4401, "the token has expired")
                assert (await broken.closed())[0] == 1006
            await nobody_is_here(home)
    told = next(line["error"] for line in logged if line["event"] == "conversations_cut_off")
    assert "TypeError" in told
    assert "wheel.py" in told


async def test_a_heartbeat_that_fails_is_the_end_of_one_connection(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    async with home.connected(ann) as broken, home.connected(ann) as other:
        await broken.follow(room)
        first, _ = home.gateway.wheel.connections
        first.subscriptions[room].pinged = None  # type: ignore[assignment]
        failed: list[ExceptionGroup[Exception]] = []
        for _ in range(25):
            try:
                home.gateway.wheel.tick(0, 0)
            except* TypeError as error:
                failed.append(error)
        assert len(failed) == 1
        assert (await broken.closed())[0] == 1006
        assert await other.next("signal") == {"frame": "ping", "heads": {}}


async def test_presence_is_told_after_a_turn_that_failed(home: House) -> None:
    ann, ben = await home.person("ann"), await home.person("ben")
    room = await home.room(ann, ben, kind=PUBLIC)
    async with home.connected(ann) as client:
        await client.follow(room)
        await client.signal("presence")
        for _ in range(2):
            nonsense: Any = None
            home.gateway.signals._outbox.append(nonsense)
            async with asyncio.timeout(PATIENCE):
                while nonsense in home.gateway.signals._outbox:
                    await asyncio.sleep(0.01)
        async with home.connected(ben):
            assert await client.signal("presence") == {"account": str(ben), "state": "online"}


async def test_personal_streams_are_told_after_a_turn_that_failed(home: House) -> None:
    ann = await home.person("ann")
    room = await home.room(ann, kind=PUBLIC)
    await home.get(ann, "/v1/rooms")
    nobody: Any = None
    feed = home.gateway.feed
    async with listening(home.url, "/v1/me/stream", home.token(ann)) as stream:
        await stream.heard("ready")
        async with asyncio.timeout(PATIENCE):
            while room not in feed._of_room:
                await asyncio.sleep(0.01)
        [someone] = feed._of_room[room]
        feed._of_room[room] = {nobody}
        await home.kept.say(room, ann, "three")
        async with asyncio.timeout(PATIENCE):
            while room not in feed._moved_at:
                await asyncio.sleep(0.01)
        feed._of_room[room] = {someone}
        await home.kept.say(room, ann, "four")
        assert (await stream.heard("moved"))["head"] == 4


async def test_the_log_is_watched_again_whenever_postgres_has_hung_up(kept: OpenLog, database_url: str) -> None:
    async with house(kept, database_url, "nats://127.0.0.1:1", fanout_url=None) as home:
        ann = await home.person("ann")
        room = await home.room(ann, kind=PUBLIC)
        async with home.connected(ann) as client:
            await client.follow(room)
            owner = await asyncpg.connect(database_url)
            for seq in (3, 4):
                with capture_logs() as logged:
                    async with asyncio.timeout(PATIENCE):
                        while not await owner.fetchval(BREAK):
                            await asyncio.sleep(0.01)
                    await home.kept.say(room, ann, str(seq))
                    assert seqs(await client.events(room, 1)) == [seq]
                    async with asyncio.timeout(PATIENCE):  # a hung up line may still have carried this
                        while "not_watching" not in (events := [line["event"] for line in logged]):
                            await asyncio.sleep(0.01)
                    assert events.count("not_watching") == 1
            await owner.close()


async def nobody_is_here(home: House) -> None:
    async with asyncio.timeout(PATIENCE):
        while home.gateway.wheel.connections:
            await asyncio.sleep(0.01)
