"""Two api processes, and whatever else can break, breaks while fifty people write: a checker proves what came of it."""

import asyncio
import os
import random
import signal

import pytest

from tests.journeys.crowd import Crowd, gathered
from tests.journeys.workers import both_listen
from tests.support.parley_process import ParleyProcess

ROUNDS = int(os.environ.get("PARLEY_ROUNDS", 2))
KILLED, RESTARTED = signal.SIGKILL, signal.SIGINT
FAULTS = [("lines", None), ("role api", KILLED), ("role projections", KILLED)]
FAULTS += [("nats-server", RESTARTED), ("postgres", RESTARTED), ("lines", None), ("postgres", KILLED)]


@pytest.mark.timeout(120 + 120 * ROUNDS)
async def test_whatever_breaks_nothing_acknowledged_is_lost_doubled_or_out_of_order(workers: ParleyProcess) -> None:
    """`PARLEY_ROUNDS` says how often everything breaks."""
    people, rooms = await gathered(workers.url, people=5, rooms=10)
    await both_listen(workers)
    crowd = Crowd(people, rooms, talkers=50, followers=50)
    for _ in range(ROUNDS):
        for part, how in FAULTS:
            await everybody_is_heard(crowd)
            if how is None:
                for follower in random.sample(crowd.followers, 25):
                    follower.cut()
            else:
                random.choice(workers.those(part)).send_signal(how)
    await everybody_is_heard(crowd)
    crowd.check(await crowd.settled())
    assert sum(talker.again for talker in crowd.talkers)
    for person in people:
        await person.close()


async def everybody_is_heard(crowd: Crowd, seconds: float = 60) -> None:
    """Return once every talker has said two more messages."""
    enough = [len(talker.said) + 2 for talker in crowd.talkers]
    async with asyncio.timeout(seconds):
        while any(len(talker.said) < least for talker, least in zip(crowd.talkers, enough, strict=True)):
            await asyncio.sleep(0.05)
