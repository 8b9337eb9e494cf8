"""Two api processes at one address: each may end or be killed, and nobody loses anything."""

import asyncio
import signal

from tests.journeys.crowd import Crowd, gathered
from tests.journeys.workers import both_listen
from tests.support.parley_process import ParleyProcess

SOCKETS = 200


async def test_two_hundred_sockets_lose_nothing_while_both_processes_are_restarted_and_killed(
    workers: ParleyProcess,
) -> None:
    people, rooms = await gathered(workers.url, people=8, rooms=10)
    first, second = await both_listen(workers)
    crowd = Crowd(people, rooms, talkers=20, followers=SOCKETS - 10)
    await asyncio.gather(*(follower.reaches(10) for follower in crowd.followers))
    assert all(process.net_connections("tcp")[1:] for process in (first, second)), "all are with one of them"
    for ending, how in ((first, signal.SIGTERM), (second, signal.SIGTERM), (None, signal.SIGKILL)):
        process = ending or (await both_listen(workers))[0]
        process.send_signal(how)
        await both_listen(workers, process)
    crowd.check(await crowd.settled())
    assert all(follower.connections > 1 for follower in crowd.followers)
    said = workers.said.read_text()
    assert "Traceback" not in said, said
    for person in people:
        await person.close()
