"""Two processes want every projection; one of them freezes, wakes up or dies, and nobody who reads can tell.

`PARLEY_ROUNDS` is how often, and for how long at most `PARLEY_FREEZE` seconds one is frozen, at random.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest

from events.log.read import HEAD
from parley.embedded.postgres import address
from projections import core, fanout, relay
from projections.search import search
from projections.status import status
from runtime.postgres import Pool, open_pool
from tests.journeys.follower import Follower
from tests.journeys.person import Person
from tests.journeys.running import command
from tests.journeys.talker import Talker
from tests.support.parley_process import ParleyProcess
from tests.support.servers import scratch

ROUNDS = int(os.environ.get("PARLEY_ROUNDS", "3"))
FREEZE = float(os.environ.get("PARLEY_FREEZE", "0"))
ALL = (core.NAME, relay.NAME, fanout.NAME, search.NAME)
GROWING = """
    select name, position from checkpoints
    union all select 'head of ' || room_id, head from rooms
    union all select 'said in ' || room_id, last_n from rooms
    union all select 'kept of ' || room_id, (
        select n from messages m where m.room_id = r.room_id order by seq desc limit 1) from rooms r where last_n > 0
"""


class Owner:
    """A projections process, one of several."""

    def __init__(self, parley: ParleyProcess) -> None:
        self._command = [sys.executable, "-m", "parley", "role", "projections"]
        self._environment = parley.environment
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self._command, env=self._environment, stderr=subprocess.DEVNULL)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """Kill -9, which does not wait for the frozen."""
        self.process.kill()
        self.process.wait()


class Watcher:
    """Looks all the time whether anything that only grows has become less."""

    def __init__(self, db: Pool) -> None:
        self._db = db
        self.last: dict[str, int] = {}
        self.less: list[str] = []
        self._task = asyncio.create_task(self._watch())

    async def all_reach_the_head(self, seconds: float = 60) -> None:
        """Wait until core, relay, fan-out and search have come to where the log is now, whoever runs them."""
        head = await self._db.fetchval(HEAD)
        until = asyncio.get_running_loop().time() + seconds
        while min(self.last.get(name, 0) for name in ALL) < head:
            assert asyncio.get_running_loop().time() < until, await status(self._db)
            assert not self._task.done(), self._task.result()
            await asyncio.sleep(0.05)

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _watch(self) -> None:
        while True:
            for what, now in await self._db.fetch(GROWING):
                if now < self.last.get(what, 0):
                    self.less.append(f"{what} from {self.last[what]} to {now}")
                self.last[what] = now
            await asyncio.sleep(0.02)


@asynccontextmanager
async def two_owners(parley: ParleyProcess) -> AsyncIterator[list[Owner]]:
    owners = [Owner(parley), Owner(parley)]
    try:
        yield owners
    finally:
        for owner in owners:
            owner.kill()


@asynccontextmanager
async def talking(parley: ParleyProcess) -> AsyncIterator[list[tuple[Person, str, Talker, Follower]]]:
    """Two people, each of whom talks in a room of theirs and follows it."""
    people = [Person(parley.url, name) for name in ("ann", "ben")]
    found = []
    for person in people:
        await person.register()
        room = await person.create_room(person.username)
        found.append((person, room, Talker(person, room), Follower(person, room)))
    try:
        yield found
    finally:
        for person in people:
            await person.close()


@pytest.mark.timeout(120 + ROUNDS * (FREEZE + 30))
async def test_whichever_owner_freezes_or_dies_nothing_is_doubled_and_nothing_steps_back() -> None:
    with scratch() as folder:
        parley = ParleyProcess(folder / "data", PARLEY_ROLES="api", PARLEY_RATE_SENDS="off")
        await parley.ready()
        pool = await open_pool(address(folder / "data" / "postgres"))
        try:
            async with two_owners(parley) as owners:
                watcher = Watcher(pool)
                try:
                    await nobody_can_tell(parley, owners, watcher)
                finally:
                    await watcher.stop()
                assert watcher.less == []
        finally:
            await pool.close()
            await parley.end()


async def nobody_can_tell(parley: ParleyProcess, owners: list[Owner], watcher: Watcher) -> None:
    async with talking(parley) as talks:
        await watcher.all_reach_the_head()
        for number in range(ROUNDS):
            await one_round(number, owners, watcher)
            for person, *_ in talks:
                await person.sign_in()
        for person, room, talker, follower in talks:
            await talker.stop()
            log = await person.log_of(room)
            await follower.reaches(log[-1]["seq"])
            await follower.stop()
            assert list(map(said, follower.events)) == list(map(said, log))
            assert [e["data"]["message_id"] for e in log if e["type"] == "message_sent"] == talker.acknowledged
            assert [message["message_id"] for message in await person.talk_of(room)] == talker.acknowledged
            metrics = (await person.http.get("/metrics")).text
            assert (person.account_id in metrics, room in metrics) == (False, False)
    await watcher.all_reach_the_head()
    for copy in ("projections", "bus"):
        code, told = await command(parley, copy, "verify")
        assert code == 0, told


def said(event: dict[str, Any]) -> dict[str, Any]:
    """Without its HTML, which a live event goes without while nobody renders any."""
    return {name: value for name, value in event.items() if name != "html"}


async def one_round(number: int, owners: list[Owner], watcher: Watcher) -> None:
    """Freeze one until the other has taken over all that it had, or longer; every other time kill the one that runs."""
    frozen, other = (owners[number % 2], owners[1 - number % 2]) if not FREEZE else random.sample(owners, 2)
    with frozen.frozen():
        await asyncio.sleep(random.uniform(0, FREEZE))
        await watcher.all_reach_the_head()
    if number % 2:
        other.kill()
        await watcher.all_reach_the_head()
        other.start()
