"""kill -9 of any part at any moment of an import: nothing acknowledged is lost, nothing doubled, no run has a gap."""

import asyncio
import os
import random
import signal
from pathlib import Path

import pytest

from tests.journeys.conftest import Somebody
from tests.journeys.crowd import patiently
from tests.journeys.follower import Follower
from tests.journeys.person import Person
from tests.journeys.running import command
from tests.journeys.talker import Talker
from tests.journeys.transcripts import tells_all_lines_in_their_order
from tests.support.corpus import FILES, told
from tests.support.parley_process import ParleyProcess

PARTS = ("parley", "role api", "role projections", "postgres", "nats-server")
ROUNDS = int(os.environ.get("PARLEY_ROUNDS", len(PARTS)))
ONE_IMPORT = 1.5  # seconds it takes about; the kill comes somewhere within


@pytest.mark.timeout(120 + 60 * ROUNDS)
async def test_any_part_may_be_killed_while_importing(parley: ParleyProcess, somebody: Somebody) -> None:
    """`PARLEY_ROUNDS` says how often; the parts take turns."""
    ann, ben = await somebody("ann"), await somebody("ben")
    for number in range(ROUNDS):
        await one_round(parley, ann, ben, PARTS[number % len(PARTS)], f"room {number}", random.choice(FILES))
    await agrees(parley, "projections", "verify")
    await agrees(parley, "bus", "verify")


async def one_round(parley: ParleyProcess, ann: Person, ben: Person, part: str, name: str, file: Path) -> None:
    importing = asyncio.create_task(command(parley, "import", "irc", file, "--room", name))
    while (room := await ann.room_named(name)) is None:
        assert not importing.done() or importing.result()[0] == 0, importing.result()
    await ben.join(room)
    following, talking = Follower(ann, room), Talker(ben, room)
    await asyncio.sleep(random.uniform(0, ONE_IMPORT))  # not to wait for anything: the moment is to be any
    await kill(parley, part)
    code, said = await importing
    assert code == 0, said
    await talking.stop()

    log = await patiently(ann, room)
    await following.reaches(log[-1]["seq"])
    await following.stop()
    assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
    assert [event["event_id"] for event in following.events] == [event["event_id"] for event in log]
    said_by_ben = [e["data"]["message_id"] for e in log if e["type"] == "message_sent" and e["actor"] == ben.account_id]
    assert said_by_ben == talking.acknowledged
    tells_all_lines_in_their_order([event for event in log if event["actor"] != ben.account_id], told(file))


async def kill(parley: ParleyProcess, part: str) -> None:
    """Kill -9 a part; what Parley does not start again by itself is started again."""
    if part == "parley":
        await parley.end(signal.SIGKILL)
        await parley.ready()
    else:
        parley.child(part).kill()


async def agrees(parley: ParleyProcess, *words: str, seconds: float = 60) -> None:
    """A comparison with the log says equal, as soon as what was killed has caught up."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while (result := await command(parley, *words))[0] != 0:
        assert loop.time() < until, result[1]
