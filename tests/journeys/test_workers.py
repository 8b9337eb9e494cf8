"""Two api processes at one address: each may end or be killed, and nobody loses anything."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from tests.journeys.crowd import Crowd, gathered
from tests.support.parley_process import ParleyProcess

SOCKETS = 200


@pytest.fixture
async def parley(folder: Path) -> AsyncIterator[ParleyProcess]:
    parley = ParleyProcess(folder, PARLEY_WORKERS="2")
    try:
        await parley.ready()
        yield parley
    finally:
        await parley.end()


async def both_listen(parley: ParleyProcess, *without: psutil.Process) -> list[psutil.Process]:
    """The two processes, once both take connections and neither is one of these."""
    async with asyncio.timeout(30):
        while True:
            found = [process for process in parley.children() if process not in without and listens(process, parley)]
            if len(found) == 2:
                return found
            await asyncio.sleep(0.05)


def listens(process: psutil.Process, parley: ParleyProcess) -> bool:
    try:
        return any(
            one.status == psutil.CONN_LISTEN and one.laddr.port == parley.port for one in process.net_connections("tcp")
        )
    except psutil.Error:
        return False


async def test_two_hundred_sockets_lose_nothing_while_both_processes_are_restarted_and_killed(
    parley: ParleyProcess,
) -> None:
    people, rooms = await gathered(parley.url, people=8, rooms=10)
    first, second = await both_listen(parley)
    crowd = Crowd(people, rooms, talkers=20, followers=SOCKETS - 10)
    await asyncio.gather(*(follower.reaches(10) for follower in crowd.followers))
    assert all(process.net_connections("tcp")[1:] for process in (first, second)), "all are with one of them"
    for ending, how in ((first, signal.SIGTERM), (second, signal.SIGTERM), (None, signal.SIGKILL)):
        process = ending or (await both_listen(parley))[0]
        process.send_signal(how)
        await both_listen(parley, process)
    crowd.check(await crowd.settled())
    assert all(follower.connections > 1 for follower in crowd.followers)
    said = parley.said.read_text()
    assert "Traceback" not in said, said
    for person in people:
        await person.close()
