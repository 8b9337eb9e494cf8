"""The read models are built anew, switched and taken back while everybody talks, reads and follows."""

import asyncio

from tests.journeys.conftest import Somebody
from tests.journeys.follower import Follower
from tests.journeys.person import Person
from tests.journeys.running import command
from tests.journeys.talker import Talker
from tests.support.parley_process import ParleyProcess

TALKERS = 6


async def keep_reading(person: Person, room: str) -> None:
    """Say something and find it in the room, again and again."""
    while True:
        said = await person.say(room, "Can this be read?")
        page = await person.get(f"/v1/rooms/{room}/messages", min_position=said["position"], limit=10)
        assert said["message_id"] in [message["message_id"] for message in page["messages"]]


async def test_the_read_models_are_built_anew_while_everybody_talks(parley: ParleyProcess, somebody: Somebody) -> None:
    ann = await somebody("ann")
    room, quiet = await ann.create_room("The busy room"), await ann.create_room("The quiet room")
    following = Follower(ann, room)
    talkers = [Talker(ann, room) for _ in range(TALKERS)]
    reading = asyncio.create_task(keep_reading(ann, quiet))
    for words in (("rebuild", "core"), ("rollback", "core"), ("rollback", "core")):
        code, said = await command(parley, "projections", *words)
        assert code == 0, said
    for talker in talkers:
        await talker.stop()
    assert not reading.done(), reading.exception()
    reading.cancel()
    assert sum(talker.again for talker in talkers) == 0

    log = await ann.log_of(room)
    await following.reaches(log[-1]["seq"])
    await following.stop()
    assert following.connections == 1
    assert [message["message_id"] for message in await ann.talk_of(room)] == [
        event["data"]["message_id"] for event in log if event["type"] == "message_sent"
    ]
    code, said = await command(parley, "projections", "verify")
    assert code == 0, said
