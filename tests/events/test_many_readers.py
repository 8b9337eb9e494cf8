"""Many writers, many readers, connections killed at random: everybody reads the same log, whole and in order."""

import asyncio
import random
from contextlib import suppress
from uuid import UUID, uuid4

import asyncpg

from events.log import read
from events.log.append import UNKNOWN
from events.log.write import LogUnavailable, Verdict
from events.room import MessageSent
from events.stored import StoredEvent
from tests.support.logs import OpenLog, open_log

WRITERS, EACH, READERS = 24, 60, 4
KILL = """
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and random() < 0.4
"""


async def write(kept: OpenLog, room: UUID, acknowledged: dict[UUID, int]) -> None:
    actor = uuid4()
    for _ in range(EACH):
        message_id = uuid4()
        event = MessageSent(message_id=message_id, body="still here")
        while message_id not in acknowledged:
            with suppress(LogUnavailable, *UNKNOWN):
                outcome = await kept.write(room, event, actor=actor, command_id=message_id)
                assert outcome.verdict in (Verdict.ACCEPTED, Verdict.DUPLICATE)
                acknowledged[message_id] = outcome.position


async def follow(kept: OpenLog, done: asyncio.Event) -> list[StoredEvent]:
    seen: list[StoredEvent] = []
    while True:
        finished = done.is_set()
        with suppress(*UNKNOWN):
            page = await read.after(kept.pool, seen[-1].position if seen else 0, random.randint(1, 50))
            seen += page
            if finished and not page:
                return seen


async def kill(url: str, done: asyncio.Event) -> None:
    killer = await asyncpg.connect(url)
    while not done.is_set():
        await killer.execute(KILL)
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), random.uniform(0.05, 0.3))
    await killer.close()


async def test_every_reader_sees_everything_once_and_in_order(database_url: str) -> None:
    acknowledged: dict[UUID, int] = {}
    done, room = asyncio.Event(), uuid4()
    async with open_log(database_url) as one, open_log(database_url) as other, asyncio.TaskGroup() as everybody:
        readers = [everybody.create_task(follow(kept, done)) for kept in (one, other) for _ in range(READERS // 2)]
        everybody.create_task(kill(database_url, done))
        async with asyncio.TaskGroup() as writers:
            for kept in [one, other] * (WRITERS // 2):
                writers.create_task(write(kept, room, acknowledged))
        done.set()
    runs = [reader.result() for reader in readers]
    for run in runs:
        assert [event.position for event in run] == list(range(1, len(run) + 1))
        assert [event.version for event in run] == list(range(1, len(run) + 1))
        times = [event.recorded_at for event in run]
        assert times == sorted(times)
        assert {event.command_id: event.position for event in run} == acknowledged
    assert len(runs[0]) == WRITERS * EACH
